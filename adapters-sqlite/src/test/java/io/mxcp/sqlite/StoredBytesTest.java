package io.mxcp.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.FlowSecrets;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository.Approval;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.SharingKeys;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.TokenPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads who got hold of the files: no credential and no personal data (T23). */
final class StoredBytesTest {
    private static final Instant NOW = TestClock.START;
    private static final String CANARY = "canary-";

    @TempDir
    Path folder;

    @Test
    void noSecretOfASignInLiesInTheFiles() throws IOException {
        Path file = folder.resolve("oauth.db");
        KeyRing ring = KeyFile.readOrCreate(folder.resolve("oauth.db.key"), false, Secrets.generator());
        try (SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(file, "dev"))) {
            signIn(database, new Sealer(ring, Secrets.generator()));

            for (String suffix : List.of("", "-wal", "-shm")) {
                byte[] bytes = Files.readAllBytes(folder.resolve("oauth.db" + suffix));
                assertThat(new String(bytes, ISO_8859_1)).doesNotContain(CANARY);
            }
            assertThat(Files.size(folder.resolve("oauth.db-wal"))).isPositive();
        }
    }

    private static void signIn(SqliteDatabase database, Sealer sealer) {
        Secret handle = Secret.of(CANARY + "handle");
        Secret state = Secret.of(CANARY + "state");
        FlowSecrets flow = new FlowSecrets(
                Optional.of(Secret.of(CANARY + "client-state")),
                Secret.of(CANARY + "verifier"),
                Secret.of(CANARY + "nonce"));
        var pending = new SqlitePendingAuthorizationRepository(database);
        var approval = Authorizations.approvalAt(NOW);
        pending.save(new PendingAuthorization(
                SecretHash.of(handle), Authorizations.request(), flow.seal(sealer, handle), NOW.plusSeconds(60)));
        pending.approve(
                SecretHash.of(handle),
                new Approval(SecretHash.of(state), approval.browser(), flow.seal(sealer, state), approval.expiresAt()),
                NOW);
        new SqliteClientRepository(database)
                .register(Clients.confidentialClient(Secret.of(CANARY + "client")), RegistrationLimits.DEFAULT, NOW);
        redeem(new SqliteTokenRepository(database), sealer);
    }

    private static void redeem(SqliteTokenRepository tokens, Sealer sealer) {
        Grant grant = Grants.givenAt(NOW);
        DataKey key = DataKey.generate(Secrets.generator());
        Secret text = Secret.of(CANARY + "code");
        AuthorizationCode template = Codes.of(grant, NOW.plusSeconds(60));
        AuthorizationCode code = new AuthorizationCode(
                SecretHash.of(text),
                grant,
                template.redirectUri(),
                template.challenge(),
                SealedSession.first(session(), 1, grant, key, Secrets.generator()),
                Optional.of(SharingKeys.generate(grant, key, Secrets.generator())),
                sealer.wrap(key, text, grant.sealingContext()),
                template.expiresAt());
        TokenPair pair = Tokens.pairAt(NOW);
        tokens.store(code);
        tokens.redeem(code.hash(), grant.client(), pair, NOW);
        hand(tokens, sealer, code);
    }

    /** As a sign-in on another client does. */
    private static void hand(SqliteTokenRepository tokens, Sealer sealer, AuthorizationCode first) {
        Grant second = Grants.givenBy(first.grant().owner(), NOW);
        Sibling sibling = tokens.findSiblings(second, NOW).get(0);
        Handover handover = Handover.seal(2, session(), second.upstream(), sibling, sealer);
        tokens.store(Codes.of(second, NOW.plusSeconds(60)), Map.of(sibling.grant(), handover));
        assertThat(tokens.findHandover(first.grant().id(), NOW)).isPresent();
    }

    private static ProviderSession session() {
        return new ProviderSession(
                new ProviderTokens(
                        Secret.of(CANARY + "provider-access"),
                        new Expiry.Never(),
                        Optional.of(Secret.of(CANARY + "provider-refresh")),
                        new Expiry.Unknown(),
                        Scopes.NONE,
                        true,
                        Map.of()),
                new UserProfile(
                        "https://github.com",
                        "4711",
                        CANARY + "login",
                        Optional.of(CANARY + "user@example.org"),
                        UserProfile.EmailVerification.VERIFIED,
                        Optional.of(CANARY + "name"),
                        List.of(),
                        List.of(),
                        Map.of()));
    }
}
