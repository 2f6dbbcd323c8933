package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.ResourceOwner;
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

/** What is handed to a grant opens with its own data key and this server's, for its own person, in its own turn; with nothing less. */
final class HandoverTest {
    private static final String ISSUER = "https://provider.example";

    private final KeyEncryptionKey serverKey = key();
    private final Sealer sealer = new Sealer(KeyRing.of(serverKey), Secrets.generator());
    private final Grant grant = grantOf("alice");
    private final DataKey dataKey = DataKey.generate(Secrets.generator());
    private final SharingKeys keys = SharingKeys.generate(grant, dataKey, Secrets.generator());
    private final ProviderSession session = session("alice");
    private final Handover handover = seal(7, session);

    @Test
    void opensForItsReceiver() {
        assertThat(handover.open(grant, keys, dataKey, sealer)).contains(session);
    }

    @Test
    void aCopyOfTheDatabaseOpensNothingWithOrWithoutTheServersKeys() {
        DataKey unknown = DataKey.generate(Secrets.generator());
        Sealer withoutKey = new Sealer(KeyRing.of(key()), Secrets.generator());

        assertThat(handover.open(grant, keys, unknown, sealer)).isEmpty();
        assertThat(handover.open(grant, keys, dataKey, withoutKey)).isEmpty();
    }

    @Test
    void opensAfterTheServersKeyWasRotated() {
        Sealer rotated = new Sealer(new KeyRing(List.of(key(), serverKey)), Secrets.generator());

        assertThat(handover.open(grant, keys, dataKey, rotated)).contains(session);
    }

    @Test
    void opensInItsOwnTurnOnly() {
        assertThat(new Handover(8, handover.content()).open(grant, keys, dataKey, sealer))
                .isEmpty();
    }

    @Test
    void opensForNoOtherGrantOfThePerson() {
        Grant other = grantOf("alice");
        SharingKeys others = SharingKeys.generate(other, dataKey, Secrets.generator());

        assertThat(handover.open(other, others, dataKey, sealer)).isEmpty();
        assertThat(handover.open(other, keys, dataKey, sealer)).isEmpty();
    }

    @Test
    void isNothingToAGrantIfItTellsOfAnotherPerson() {
        assertThat(seal(7, session("mallory")).open(grant, keys, dataKey, sealer))
                .isEmpty();
    }

    @Test
    void isNothingIfThisServerDidNotSealIt() {
        Sealer stranger = new Sealer(KeyRing.of(key()), Secrets.generator());
        Handover forged = Handover.seal(7, session, grant.upstream(), sibling(), stranger);

        assertThat(forged.open(grant, keys, dataKey, sealer)).isEmpty();
    }

    @Test
    void opensNoAlteredBytes() {
        byte[] bytes = handover.content().bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            assertThat(new Handover(7, Sealed.ofBytes(altered)).open(grant, keys, dataKey, sealer))
                    .isEmpty();
        }
    }

    @Test
    void showsNothingOfWhatItHolds() {
        String content = new String(handover.content().bytes(), StandardCharsets.ISO_8859_1);

        assertThat(content).doesNotContain("the-token").doesNotContain("alice");
        assertThat(handover.toString() + keys).doesNotContain("the-token").doesNotContain("alice");
    }

    private Handover seal(long turn, ProviderSession of) {
        return Handover.seal(turn, of, grant.upstream(), sibling(), sealer);
    }

    private Sibling sibling() {
        return new Sibling(grant.id(), new ClientId("client"), keys.publicKey());
    }

    private static Grant grantOf(String subject) {
        return Grants.givenBy(new ResourceOwner(ISSUER, subject).key(), TestClock.START);
    }

    private static KeyEncryptionKey key() {
        return KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32));
    }

    private static ProviderSession session(String subject) {
        return new ProviderSession(
                new ProviderTokens(
                        Secret.of("the-token"),
                        new Expiry.Never(),
                        Optional.empty(),
                        new Expiry.Unknown(),
                        Scopes.NONE,
                        false,
                        Map.of()),
                new UserProfile(
                        ISSUER,
                        subject,
                        subject,
                        Optional.empty(),
                        UserProfile.EmailVerification.UNKNOWN,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of()));
    }
}
