package io.mxcp.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.TokenPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the first version of the tables filled goes on: people stay signed in, and share from their next sign-in on. */
final class SchemaTest {
    private static final Instant NOW = TestClock.START;

    @TempDir
    Path folder;

    private final Grant grant = Grants.givenAt(NOW);
    private final SealedSession session = new SealedSession(3, Secrets.anySealed());
    private final SecretHash code = Secrets.anyHash();
    private final TokenPair pair = Tokens.pairAt(NOW);

    @BeforeEach
    void fillTablesOfTheFirstVersion() throws IOException {
        OwnerOnly.create(file());
        try (Handle handle = new Connections(file()).openWriter()) {
            handle.select("PRAGMA journal_mode = WAL").mapTo(String.class).one();
            handle.createScript(firstVersion()).execute();
            handle.execute("PRAGMA application_id = 0x6d786370");
            handle.execute("PRAGMA user_version = 1");
            handle.execute("INSERT INTO realms (id, name) VALUES (1, 'dev')");
            insertGrant(handle);
            handle.execute(
                    "INSERT INTO access_tokens VALUES (1, ?, ?, 'mxcp:access', ?, ?)",
                    pair.access().hash().bytes(),
                    grant.id().bytes(),
                    pair.access().expiresAt().toEpochMilli(),
                    pair.access().dataKey().bytes());
        }
    }

    private void insertGrant(Handle handle) {
        handle.execute(
                """
                INSERT INTO grants (realm, id, stage, client, provider, owner, scopes, resource, issuer, created_at, ends_at,
                       over_at, code, code_expires_at, code_data_key, redirect_uri, challenge, access, refresh,
                       refresh_expires_at, refresh_data_key, session_version, session)
                VALUES (1, ?, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'http://127.0.0.1/cb', ?, ?, ?, ?, ?, ?, ?)
                """,
                grant.id().bytes(),
                grant.client().value(),
                grant.provider().value(),
                grant.owner().bytes(),
                grant.scopes().toString(),
                grant.resource().value(),
                grant.issuer().value(),
                grant.createdAt().toEpochMilli(),
                grant.endsAt().toEpochMilli(),
                grant.endsAt().toEpochMilli(),
                code.bytes(),
                NOW.plusSeconds(60).toEpochMilli(),
                Secrets.anySealed().bytes(),
                Codes.liveAt(NOW).challenge().value(),
                pair.access().hash().bytes(),
                Tokens.refreshOf(pair).hash().bytes(),
                Tokens.refreshOf(pair).expiresAt().toEpochMilli(),
                Tokens.refreshOf(pair).dataKey().bytes(),
                session.version(),
                session.content().bytes());
    }

    @Test
    void keepsGrantsAndTokensAndTheirSessions() {
        try (SqliteDatabase database = open()) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);

            assertThat(tokens.findAccessToken(pair.access().hash(), NOW)
                            .orElseThrow()
                            .grant())
                    .isEqualTo(grant);
            assertThat(tokens.findFamily(grant.id(), NOW).orElseThrow().session())
                    .isEqualTo(session);
            assertThat(tokens.look(code).orElseThrow().sharing()).isEmpty();
            assertThat(tokens.replaceSession(grant.id(), new SealedSession(4, 17, Secrets.anySealed())))
                    .isTrue();
        }
        try (SqliteDatabase again = open()) {
            assertThat(new SqliteTokenRepository(again)
                            .findSession(grant.id(), NOW)
                            .orElseThrow()
                            .turn())
                    .isEqualTo(17);
        }
    }

    @Test
    void aGrantOfOldHasNoKeyAndIsHandedNothing() {
        try (SqliteDatabase database = open()) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            AuthorizationCode next = Codes.sharing(Grants.givenBy(grant.owner(), NOW), 5, NOW.plusSeconds(60));
            tokens.store(next, Map.of(grant.id(), new Handover(5, Secrets.anySealed())));

            assertThat(tokens.findHandover(grant.id(), NOW)).isEmpty();
            assertThat(tokens.findSiblings(next.grant(), NOW)).isEmpty();
            assertThat(tokens.findSiblings(grant, NOW)).hasSize(1);
        }
    }

    private static String firstVersion() throws IOException {
        try (InputStream script = Schema.class.getResourceAsStream("schema-1.sql")) {
            assertThat(script).isNotNull();
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    private SqliteDatabase open() {
        return SqliteDatabase.open(new SqliteSettings(file(), "dev"));
    }

    private Path file() {
        return folder.resolve("oauth.db");
    }
}
