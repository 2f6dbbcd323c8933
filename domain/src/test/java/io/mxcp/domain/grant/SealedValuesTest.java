package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sealed values open for their own opener, at their own place, unaltered; for nobody else (T23, T24). */
class SealedValuesTest {
    private static final Sealer SEALER = sealer();

    private final Secret opener = Secrets.any();
    private final FlowSecrets flow =
            new FlowSecrets(Optional.of(Secret.of("state")), Secret.of("verifier"), Secret.of("nonce"));
    private final Grant grant = Grants.givenAt(TestClock.START);
    private final DataKey key = DataKey.generate(Secrets.generator());
    private final SealedSession session = SealedSession.first(session("token"), grant, key, Secrets.generator());

    private static Sealer sealer() {
        return new Sealer(
                KeyRing.of(KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32))), Secrets.generator());
    }

    @Test
    void openTheSecretsOfAFlowForItsOpenerOnly() {
        Sealed sealed = flow.seal(SEALER, opener);

        assertThat(FlowSecrets.open(SEALER, opener, sealed)).contains(flow);
        assertThat(FlowSecrets.open(SEALER, Secrets.any(), sealed)).isEmpty();
        assertThat(FlowSecrets.open(sealer(), opener, sealed))
                .as("another server key")
                .isEmpty();
    }

    @Test
    void openNoAlteredSecrets() {
        byte[] bytes = flow.seal(SEALER, opener).bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            assertThat(FlowSecrets.open(SEALER, opener, Sealed.ofBytes(altered)))
                    .isEmpty();
        }
        assertThat(FlowSecrets.open(SEALER, opener, Sealed.ofBytes(new byte[0])))
                .isEmpty();
    }

    @Test
    void keepTheAbsenceOfAState() {
        FlowSecrets without = new FlowSecrets(Optional.empty(), Secret.of("verifier"), Secret.of("nonce"));

        assertThat(FlowSecrets.open(SEALER, opener, without.seal(SEALER, opener)))
                .contains(without);
    }

    @Test
    void openASessionForItsGrantAndKeyOnly() {
        assertThat(session.open(grant, key)).contains(session("token"));
        assertThat(session.open(Grants.givenAt(TestClock.START), key)).isEmpty();
        assertThat(session.open(grant, DataKey.generate(Secrets.generator()))).isEmpty();
    }

    @Test
    void openNoSessionThatWasPutBackAsALaterVersion() {
        SealedSession next = session.next(session("newer"), grant, key, Secrets.generator());

        assertThat(next.version()).isEqualTo(2);
        assertThat(next.open(grant, key)).contains(session("newer"));
        assertThat(new SealedSession(2, session.content()).open(grant, key)).isEmpty();
    }

    @Test
    void showNothingOfWhatTheySeal() {
        String content = new String(session.content().bytes(), StandardCharsets.ISO_8859_1);

        assertThat(content).doesNotContain("token").doesNotContain("alice");
        assertThat(session.toString()).doesNotContain("alice");
    }

    private static ProviderSession session(String accessToken) {
        return new ProviderSession(
                new ProviderTokens(
                        Secret.of(accessToken),
                        new Expiry.Never(),
                        Optional.empty(),
                        new Expiry.Unknown(),
                        Scopes.NONE,
                        false,
                        Map.of()),
                new UserProfile(
                        "https://provider.example",
                        "alice",
                        "alice",
                        Optional.empty(),
                        UserProfile.EmailVerification.UNKNOWN,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of()));
    }
}
