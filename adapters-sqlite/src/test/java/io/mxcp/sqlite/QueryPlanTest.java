package io.mxcp.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.TokenPair;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether every statement that was ever used finds its rows by an index. */
final class QueryPlanTest {
    private static final Instant NOW = TestClock.START;
    private static final Pattern STATEMENT = Pattern.compile("(?s)\\s*(?:SELECT|INSERT|UPDATE|DELETE)\\b.*");
    private static final RegistrationLimits ONE = new RegistrationLimits(1, Duration.ofMinutes(15), Duration.ofDays(7));

    @TempDir
    Path folder;

    @Test
    void noStatementReadsAWholeTable() {
        try (SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "dev"))) {
            useTokens(new SqliteTokenRepository(database));
            useClients(new SqliteClientRepository(database));
            useAuthorizations(new SqlitePendingAuthorizationRepository(database));
            database.probe();
            Set<String> texts = new HashSet<>(database.write(QueryPlanTest::texts));
            texts.addAll(database.read(QueryPlanTest::texts));
            texts.removeIf(text -> !STATEMENT.matcher(text).matches());

            assertThat(texts).hasSizeGreaterThan(30);
            assertThat(texts)
                    .allSatisfy(text -> assertThat(plan(database, text))
                            .as(text)
                            .noneMatch(step -> step.startsWith("SCAN") && !step.startsWith("SCAN CONSTANT")));
        }
    }

    private static void useTokens(SqliteTokenRepository tokens) {
        AuthorizationCode code = Codes.liveAt(NOW);
        GrantId grant = code.grant().id();
        TokenPair first = Tokens.pairAt(NOW);
        TokenPair second = Tokens.pairAt(NOW);
        SecretHash refresh = Tokens.refreshOf(first).hash();
        tokens.store(code);
        tokens.look(code.hash());
        tokens.redeem(code.hash(), code.grant().client(), first, NOW);
        tokens.spend(code.hash(), code.grant().client(), NOW);
        tokens.findAccessToken(first.access().hash(), NOW);
        tokens.findFamily(grant, NOW);
        tokens.rotate(grant, refresh, second, Tokens.replay(), NOW);
        tokens.rotate(grant, refresh, Tokens.pairAt(NOW), Tokens.replay(), NOW);
        tokens.markSeen(grant, second.access().hash());
        tokens.replaceSession(
                grant, new SealedSession(2, Secrets.anySealed()), Map.of(grant, new Handover(1, Secrets.anySealed())));
        tokens.findHandover(grant, NOW);
        tokens.findSiblings(code.grant(), NOW);
        tokens.leaseUpstream(code.grant().upstream(), NOW, NOW.plusSeconds(30)).ifPresent(tokens::release);
        tokens.findSession(grant, NOW);
        tokens.leaseProviderRefresh(grant, NOW, NOW.plusSeconds(30)).ifPresent(tokens::release);
        tokens.revoke(grant);
        tokens.revokeAll(code.grant().owner());
        tokens.sweep(NOW, 500);
    }

    private static void useClients(SqliteClientRepository clients) {
        var client = Clients.publicClient();
        clients.register(client, ONE, NOW);
        clients.register(Clients.publicClient(), ONE, NOW);
        clients.find(client.id());
        clients.markUsed(client.id(), NOW);
        clients.forgetUnused(NOW, 500);
    }

    private static void useAuthorizations(SqlitePendingAuthorizationRepository authorizations) {
        var pending = Authorizations.waitingAt(NOW);
        var approval = Authorizations.approvalAt(NOW);
        authorizations.save(pending);
        authorizations.find(pending.handle(), NOW);
        authorizations.approve(pending.handle(), approval, NOW);
        authorizations.take(approval.state(), approval.browser(), NOW);
        authorizations.deny(pending.handle(), NOW);
        authorizations.sweep(NOW, 500);
    }

    private static Set<String> texts(Handle handle) {
        return ((KeptStatements) handle.getStatementBuilder()).texts();
    }

    private static List<String> plan(SqliteDatabase database, String text) {
        Object[] arguments = new Object[(int) text.chars().filter(c -> c == '?').count()];
        Arrays.fill(arguments, 1);
        return database.write(handle -> handle.select("EXPLAIN QUERY PLAN " + text, arguments)
                .map((row, context) -> row.getString("detail"))
                .list());
    }
}
