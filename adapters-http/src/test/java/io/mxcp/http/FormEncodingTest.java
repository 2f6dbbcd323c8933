package io.mxcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.error.OAuthException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormEncodingTest {
    @Test
    void readsAllValuesInOrder() {
        assertThat(FormEncoding.parse("b=1&a=x+y&b=2&c&&d=%C3%BC%20%2B"))
                .containsExactly(
                        Map.entry("b", List.of("1", "2")),
                        Map.entry("a", List.of("x y")),
                        Map.entry("c", List.of("")),
                        Map.entry("d", List.of("ü +")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "a=%1", "a=%g0", "a=%0g", "a=%ff", "a=%C3", "a=%c0%af", "a=ü", "a b=c", "a=\n", "a=%٠٠"})
    void refusesWhatAnotherReaderMightGuessAt(String text) {
        assertThatThrownBy(() -> FormEncoding.parse(text)).isInstanceOf(OAuthException.class);
    }

    @Property
    void readsBackWhateverWasEncoded(@ForAll String text) {
        String wellFormed = new String(text.getBytes(UTF_8), UTF_8);
        assertThat(FormEncoding.decode(URLEncoder.encode(wellFormed, UTF_8))).isEqualTo(wellFormed);
    }

    @Property(tries = 10_000)
    void answersAnyTextWithFieldsOrARefusal(@ForAll String text) {
        try {
            assertThat(FormEncoding.parse(text)).isNotNull();
        } catch (OAuthException refused) {
            assertThat(refused.description()).matches("[\\x20-\\x7E&&[^\"\\\\]]+");
        }
    }
}
