package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first example of RFC 9180 (appendix A.1.1), whose AEAD is AES-128-GCM; and what our own suite refuses. */
final class HpkeTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Hpke AES_128_GCM = new Hpke(1, 16);

    private static final byte[] EPHEMERAL = hex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
    private static final byte[] ENC = hex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    private static final byte[] PRIVATE = hex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
    private static final byte[] PUBLIC = hex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
    private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
    private static final byte[] FIRST_PLAINTEXT = hex("4265617574792069732074727574682c20747275746820626561757479");
    private static final byte[] FIRST_ASSOCIATED_DATA = hex("436f756e742d30");
    private static final String FIRST_CIPHERTEXT =
            "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a";

    private final SecretGenerator generator = new SecretGenerator();
    private final byte[] message = "a token and a profile".getBytes(UTF_8);

    @Test
    void derivesThePublicHalvesOfTheExample() {
        assertThat(X25519.publicOf(EPHEMERAL)).isEqualTo(ENC);
        assertThat(X25519.publicOf(PRIVATE)).isEqualTo(PUBLIC);
    }

    @Test
    void agreesOnTheSharedSecretOfTheExampleFromBothSides() {
        byte[] expected = hex("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc");

        assertThat(Hpke.sharedSecret(X25519.agree(EPHEMERAL, PUBLIC).orElseThrow(), ENC, PUBLIC))
                .isEqualTo(expected);
        assertThat(Hpke.sharedSecret(X25519.agree(PRIVATE, ENC).orElseThrow(), ENC, PUBLIC))
                .isEqualTo(expected);
    }

    @Test
    void followsTheKeyScheduleOfTheExample() {
        Hpke.Schedule schedule =
                AES_128_GCM.schedule(hex("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"), INFO);

        assertThat(schedule.key()).isEqualTo(hex("4531685d41d65f03dc48f6b8302c05b0"));
        assertThat(schedule.nonce()).isEqualTo(hex("56d890e5accaaf011cff4b7d"));
    }

    @Test
    void encryptsTheFirstMessageOfTheExampleAndOpensIt() {
        byte[] sealed = AES_128_GCM.seal(EPHEMERAL, PUBLIC, INFO, FIRST_ASSOCIATED_DATA, FIRST_PLAINTEXT);

        assertThat(HEX.formatHex(sealed)).isEqualTo(HEX.formatHex(ENC) + FIRST_CIPHERTEXT);
        assertThat(AES_128_GCM.open(PRIVATE, sealed, INFO, FIRST_ASSOCIATED_DATA))
                .contains(FIRST_PLAINTEXT);
    }

    @Test
    void opensNothingThatWasAlteredCutOffOrMeantForElsewhere() {
        byte[] sealed = seal(PUBLIC, "here");
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThat(open(altered, "here")).as("byte %d", at).isEmpty();
            assertThat(open(Arrays.copyOf(sealed, at), "here")).isEmpty();
        }
        assertThat(open(sealed, "there")).isEmpty();
        assertThat(Hpke.AES_256_GCM.open(generator.bytes(32), sealed, "here".getBytes(UTF_8), new byte[0]))
                .isEmpty();
        assertThat(open(sealed, "here")).contains(message);
    }

    @Test
    void refusesPointsOfSmallOrderFromBothSides() {
        byte[] zero = new byte[32];
        byte[] sealed = new byte[80];

        assertThatIllegalArgumentException().isThrownBy(() -> seal(zero, "here"));
        assertThat(open(sealed, "here")).isEmpty();
    }

    private byte[] seal(byte[] recipient, String info) {
        return Hpke.AES_256_GCM.seal(generator.bytes(32), recipient, info.getBytes(UTF_8), new byte[0], message);
    }

    private static Optional<byte[]> open(byte[] sealed, String info) {
        return Hpke.AES_256_GCM.open(PRIVATE, sealed, info.getBytes(UTF_8), new byte[0]);
    }

    private static byte[] hex(String text) {
        return HEX.parseHex(text);
    }
}
