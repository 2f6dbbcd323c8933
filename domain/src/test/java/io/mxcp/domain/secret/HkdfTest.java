package io.mxcp.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5869, appendix A, as far as one block of output reaches. */
final class HkdfTest {
    @Test
    void derivesTheBasicExample() {
        assertThat(derive("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9"))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void derivesTheExampleWithLongInputs() {
        assertThat(derive(range(0x00, 0x4f), range(0x60, 0xaf), range(0xb0, 0xff)))
                .isEqualTo("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c");
    }

    @Test
    void derivesTheExampleWithoutSaltAndInfo() {
        assertThat(derive("0b".repeat(22), "", ""))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }

    @Test
    void givesTheBeginningOfTheBlockAndNeverMore() {
        byte[] key = HexFormat.of().parseHex("0b".repeat(22));

        assertThat(Hkdf.derive(key, new byte[0], "", 6))
                .isEqualTo(HexFormat.of().parseHex("8da4e775a563"));
        assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(key, new byte[0], "", 33));
    }

    private static String derive(String key, String salt, String info) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(Hkdf.derive(hex.parseHex(key), hex.parseHex(salt), hex.parseHex(info), 32));
    }

    private static String range(int first, int last) {
        StringBuilder hex = new StringBuilder();
        for (int value = first; value <= last; value++) {
            hex.append(HexFormat.of().toHexDigits((byte) value));
        }
        return hex.toString();
    }
}
