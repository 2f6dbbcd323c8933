package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.bootstrap.e2e.ScriptedUpstream.Newcomer;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the providers' tokens go through that can be renewed, as SQL sees it. */
@ParameterizedClass
@MethodSource("io.mxcp.bootstrap.e2e.ScriptedUpstream#allThatRenewTokens")
final class ScriptedRenewalIT {
    private static final int CLIENTS = 3;

    @SuppressWarnings("NullAway.Init") // before the first test
    private static ServedUpstream served;

    private final ScriptedUpstream upstream;
    private final ScriptedProvider provider = served.provider();

    ScriptedRenewalIT(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @BeforeParameterizedClassInvocation
    static void serve(ScriptedUpstream upstream, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        served = ServedUpstream.start(upstream, folder);
    }

    @AfterParameterizedClassInvocation
    static void end() throws IOException, InterruptedException {
        served.end();
    }

    @AfterEach
    void settle() {
        served.settle();
    }

    /** Where the provider tells when a token ends, it is not asked with a dead one; else only its refusal shows that. */
    @Test
    void letsSqlSeeARenewedTokenOnceTheOneBeforeHasEnded() throws IOException, InterruptedException {
        upstream.givesDueTokens(provider);
        Newcomer person = served.comes();
        Session session = served.signIn();
        Secret before = served.latestToken();
        served.settle();
        provider.expireAccessTokens();
        long asked = served.documentsAskedFor();

        JsonObject document = ScriptedClient.row(served.readDocument(session));

        assertThat(document.get("owner").getAsString()).isEqualTo(person.username());
        isRenewed(Session.providerToken(document), before);
        assertThat(served.documentsAskedFor() - asked).isEqualTo(upstream.tellsWhenTokensEnd() ? 1 : 2);
    }

    @Test
    void renewsATokenThatTheProviderRefusesBeforeItsTime() throws IOException, InterruptedException {
        served.comes();
        Session session = served.signIn();
        Secret before = session.providerToken();
        provider.expireAccessTokens();

        isRenewed(Session.providerToken(ScriptedClient.row(served.readDocument(session))), before);
        isRenewed(session.providerToken(), before);
        assertThat(session.refresh().statusCode()).isEqualTo(200);
        isRenewed(session.providerToken(), before);
    }

    /** Where a person's clients share tokens, one renewal is enough for all of them. */
    @Test
    void renewsOnceForAllClientsThatShareTokens() throws IOException, InterruptedException {
        served.comes();
        List<Session> sessions = new ArrayList<>();
        for (int clients = 0; clients < CLIENTS; clients++) {
            sessions.add(served.signIn());
        }
        provider.expireAccessTokens();
        long asked = served.tokensAskedFor();

        for (Session session : sessions) {
            Secret token = Session.providerToken(ScriptedClient.row(served.readDocument(session)));
            assertThat(provider.isLive(token)).isTrue();
            assertThat(token).isEqualTo(served.latestToken());
        }
        assertThat(served.tokensAskedFor() - asked).isEqualTo(upstream.limitsTokens() ? 1 : CLIENTS);
    }

    private void isRenewed(Secret token, Secret before) {
        assertThat(token).isNotEqualTo(before).isEqualTo(served.latestToken());
        assertThat(provider.isLive(token)).isTrue();
    }
}
