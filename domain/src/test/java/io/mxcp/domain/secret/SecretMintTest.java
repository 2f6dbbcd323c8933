package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which credentials this server takes for its own (T30, T35). */
final class SecretMintTest {
    private static final String ACCESS = "mxcp_at_";
    private static final String REFRESH = "mxcp_rt_";
    private static final byte[] NAME = "sixteen bytes id".getBytes(UTF_8);

    private final SecretGenerator generator = new SecretGenerator();
    private final KeyEncryptionKey key = KeyEncryptionKey.parse(generator.secret());
    private final SecretMint mint = new SecretMint(KeyRing.of(key), generator);

    @Test
    void recognisesItsOwnAndTheNameTheyCarry() {
        assertThat(mint.recognise(ACCESS, mint.mint(ACCESS))).contains(new byte[0]);
        assertThat(mint.recognise(REFRESH, mint.mint(REFRESH, NAME))).contains(NAME);
    }

    @Test
    void mintsEachCredentialAnew() {
        assertThat(mint.mint(ACCESS)).isNotEqualTo(mint.mint(ACCESS));
        assertThat(mint.mint(ACCESS).reveal()).startsWith(ACCESS).matches("[\\w-]+");
    }

    @Test
    void doesNotTakeOneKindForAnother() {
        Secret refresh = mint.mint(REFRESH, NAME);
        Secret renamed = Secret.of(refresh.reveal().replace(REFRESH, ACCESS));

        assertThat(mint.recognise(ACCESS, refresh)).isEmpty();
        assertThat(mint.recognise(ACCESS, renamed)).isEmpty();
    }

    @Test
    void doesNotTakeAnotherServersForItsOwn() {
        SecretMint other = new SecretMint(KeyRing.of(KeyEncryptionKey.parse(generator.secret())), generator);

        assertThat(mint.recognise(ACCESS, other.mint(ACCESS))).isEmpty();
    }

    @Test
    void recognisesThoseOfAnOlderKeyForAsLongAsItIsListed() {
        Secret old = mint.mint(REFRESH, NAME);
        KeyEncryptionKey newKey = KeyEncryptionKey.parse(generator.secret());

        assertThat(new SecretMint(new KeyRing(List.of(newKey, key)), generator).recognise(REFRESH, old))
                .contains(NAME);
        assertThat(new SecretMint(KeyRing.of(newKey), generator).recognise(REFRESH, old))
                .isEmpty();
    }

    @Test
    void noticesEveryAlteredCharacter() {
        String good = mint.mint(ACCESS).reveal();

        // the last of 64 characters carries whole bytes, so that no bit of it is free
        for (int i = ACCESS.length(); i < good.length(); i++) {
            char other = good.charAt(i) == 'A' ? 'B' : 'A';
            String altered = good.substring(0, i) + other + good.substring(i + 1);
            assertThat(mint.recognise(ACCESS, Secret.of(altered))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "mxcp_at_", "mxcp_at_!", "mxcp_at_AAAA", "MXCP_AT_AAAA", "mxcp_at_ä", "mxcp_at_a b"})
    void takesNoGarbage(String garbage) {
        assertThat(mint.recognise(ACCESS, Secret.of(garbage))).isEmpty();
        assertThat(mint.recognise(ACCESS, Secret.of(garbage.repeat(1_000)))).isEmpty();
    }
}
