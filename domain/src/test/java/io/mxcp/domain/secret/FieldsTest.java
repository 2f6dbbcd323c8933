package io.mxcp.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That what was written is read again, and what was cut off is noticed. */
final class FieldsTest {
    private static final Secret SECRET = Secret.of("s3cret");

    @Test
    void readsWhatWasWritten() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("b", "1");
        map.put("a", "");
        String longText = "ä€😀".repeat(500);
        byte[] bytes = Fields.write()
                .put("")
                .put(longText)
                .put(Optional.of(""))
                .put(Optional.empty())
                .putSecret(SECRET)
                .putSecret(Optional.of(SECRET))
                .putSecret(Optional.empty())
                .put(List.of("x", "y"))
                .put(List.of())
                .put(map)
                .toBytes();

        Fields fields = Fields.read(bytes);

        assertThat(fields.take()).isEmpty();
        assertThat(fields.take()).isEqualTo(longText);
        assertThat(fields.takeOptional()).contains("");
        assertThat(fields.takeOptional()).isEmpty();
        assertThat(fields.takeSecret()).isEqualTo(SECRET);
        assertThat(fields.takeOptionalSecret()).contains(SECRET);
        assertThat(fields.takeOptionalSecret()).isEmpty();
        assertThat(fields.takeList()).containsExactly("x", "y");
        assertThat(fields.takeList()).isEmpty();
        assertThat(fields.takeMap()).containsExactlyEntriesOf(map);
        assertThatIllegalArgumentException().isThrownBy(fields::take);
    }

    @Test
    void noticesWhatWasCutOffAtEveryByte() {
        byte[] bytes = Fields.write().put("text").toBytes();

        for (int length = 0; length < bytes.length; length++) {
            Fields cutOff = Fields.read(Arrays.copyOf(bytes, length));
            assertThatIllegalArgumentException().isThrownBy(cutOff::take);
        }
    }

    @Test
    void believesNoImpossibleLength() {
        for (byte first : new byte[] {(byte) 0xff, 0x7f}) {
            Fields fields = Fields.read(new byte[] {first, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1});
            assertThatIllegalArgumentException().isThrownBy(fields::take);
        }
    }
}
