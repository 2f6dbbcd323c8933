package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What opens a sealed value, and what does not (T23, T24, D6). */
final class SealerTest {
    private static final byte[] TEXT = "gho_provider-token".getBytes(UTF_8);
    private static final String CONTEXT = "grant 1";

    private final SecretGenerator generator = new SecretGenerator();
    private final KeyEncryptionKey key = KeyEncryptionKey.parse(generator.secret());
    private final Sealer sealer = new Sealer(KeyRing.of(key), generator);
    private final Secret token = generator.secret();

    @Test
    void opensWithItsSecretContextAndKey() {
        assertThat(sealer.open(token, CONTEXT, sealer.seal(token, CONTEXT, TEXT)))
                .contains(TEXT);
    }

    @Test
    void staysShutForAnotherSecretContextOrKey() {
        Sealed sealed = sealer.seal(token, CONTEXT, TEXT);
        Sealer stranger = new Sealer(KeyRing.of(KeyEncryptionKey.parse(generator.secret())), generator);

        assertThat(sealer.open(generator.secret(), CONTEXT, sealed)).isEmpty();
        assertThat(sealer.open(token, "grant 2", sealed)).isEmpty();
        assertThat(stranger.open(token, CONTEXT, sealed)).isEmpty();
    }

    @Test
    void staysShutIfAnyByteWasAlteredOrIsMissing() {
        byte[] sealed = sealer.seal(token, CONTEXT, TEXT).bytes();

        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(sealer.open(token, CONTEXT, Sealed.ofBytes(altered))).isEmpty();
            byte[] cutOff = Arrays.copyOf(sealed, i);
            assertThat(sealer.open(token, CONTEXT, Sealed.ofBytes(cutOff))).isEmpty();
        }
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(sealer.seal(token, CONTEXT, TEXT)).isNotEqualTo(sealer.seal(token, CONTEXT, TEXT));
    }

    @Test
    void afterAKeyRotationTheOldKeyOpensForAsLongAsItIsListed() {
        Sealed old = sealer.seal(token, CONTEXT, TEXT);
        KeyEncryptionKey newKey = KeyEncryptionKey.parse(generator.secret());
        Sealer rotated = new Sealer(new KeyRing(List.of(newKey, key)), generator);
        Sealer withoutTheOld = new Sealer(KeyRing.of(newKey), generator);

        assertThat(rotated.open(token, CONTEXT, old)).contains(TEXT);
        assertThat(withoutTheOld.open(token, CONTEXT, old)).isEmpty();
        assertThat(withoutTheOld.open(token, CONTEXT, rotated.seal(token, CONTEXT, TEXT)))
                .contains(TEXT);
    }

    @Test
    void aDataKeyOpensWhatItSealedAfterBeingWrappedForAnotherSecret() {
        DataKey dataKey = DataKey.generate(generator);
        Sealed session = dataKey.seal(TEXT, CONTEXT, generator);
        Sealed wrapped = sealer.wrap(dataKey, token, CONTEXT);

        DataKey unwrapped = sealer.unwrap(wrapped, token, CONTEXT).orElseThrow();

        assertThat(unwrapped.open(session, CONTEXT)).contains(TEXT);
        assertThat(unwrapped.open(session, "grant 1 session 2")).isEmpty();
        assertThat(DataKey.generate(generator).open(session, CONTEXT)).isEmpty();
        assertThat(sealer.unwrap(wrapped, generator.secret(), CONTEXT)).isEmpty();
    }
}
