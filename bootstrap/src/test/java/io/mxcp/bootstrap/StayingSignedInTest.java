package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.fixture.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staying signed in at the whole server, with a scripted provider whose tokens live five minutes: F1 to F10, Q9, Q10. */
class StayingSignedInTest {
    private static final Duration PROVIDERS_TOKEN_IS_OVER = Duration.ofSeconds(301);
    private static final int CALLERS = 16;
    private static final TestClock CLOCK = new TestClock();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        realm = Realm.start(CLOCK);
        project = who(root).auth(realm.section());
        realm.servedAt(project.address());
        server = project.start();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        realm.close();
    }

    private static SignInProject who(Path root) throws Exception {
        return new SignInProject(root)
                .clock(CLOCK)
                .tool(
                        "who",
                        "SELECT get_username() AS username, get_user_id() AS id, get_user_name() AS name,"
                                + " get_user_external_token() AS token");
    }

    /** People share their grants at the provider: one for each test. */
    private static Visitor visitor(String person) throws Exception {
        realm.person(person);
        return Visitor.registering(project.address());
    }

    private static JsonObject who(Visitor visitor, Answer tokens) throws Exception {
        Answer called = visitor.call(tokens.json("access_token"), "who");
        assertThat(called.status()).as(called.body()).isEqualTo(200);
        return called.row();
    }

    private static void assertOver(Answer refused) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givesANewPairAndLeavesTheOldAccessTokenGood() throws Exception {
        Visitor visitor = visitor("one who refreshes");
        Answer first = visitor.tokens();
        long calls = realm.tokenCalls();
        Answer second = visitor.refresh(first.json("refresh_token"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json("access_token")).isNotEqualTo(first.json("access_token"));
        assertThat(second.json("refresh_token")).isNotEqualTo(first.json("refresh_token"));
        assertThat(realm.tokenCalls()).as("the provider's token is not due").isEqualTo(calls);
        for (Answer pair : List.of(first, second)) {
            assertThat(who(visitor, pair).get("username").getAsString()).isEqualTo("one who refreshes");
        }
        visitor.revoke(second.json("refresh_token"));
        for (Answer pair : List.of(first, second)) {
            assertThat(visitor.call(pair.json("access_token"), "who").status()).isEqualTo(401);
        }
    }

    @Test
    void renewsWhatIsDueAtTheProviderForAllThatWasGranted() throws Exception {
        ConcurrentLinkedQueue<Map<String, String>> forms = new ConcurrentLinkedQueue<>();
        Visitor visitor = visitor("one whose provider token is due");
        Answer first = visitor.tokens();
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        realm.listenAtToken(forms::add);
        Answer second = visitor.refresh(first.json("refresh_token"));

        assertThat(second.status()).isEqualTo(200);
        // a refresh that names no scope is for all that was granted (RFC 6749 §6)
        assertThat(forms)
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("grant_type", "refresh_token")
                        .doesNotContainKey("scope"));
    }

    @Test
    void keepsTheProvidersRefreshTokenWhereItBringsNoNewOne() throws Exception {
        Visitor visitor = visitor("one whose refresh token stays");
        Answer tokens = visitor.tokens();
        realm.provider().rotates(false);
        try {
            for (int time = 0; time < 3; time++) {
                CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
                tokens = visitor.refresh(tokens.json("refresh_token"));
                assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
            }
        } finally {
            realm.provider().rotates(true);
        }
    }

    @Test
    void worksAfterTheAccessTokenIsOver() throws Exception {
        Visitor visitor = visitor("one who was away");
        Answer first = visitor.tokens();
        CLOCK.advance(Duration.ofMinutes(61));
        assertThat(visitor.call(first.json("access_token"), "who").status()).isEqualTo(401);

        assertThat(who(visitor, visitor.refresh(first.json("refresh_token")))
                        .get("username")
                        .getAsString())
                .isEqualTo("one who was away");
    }

    @Test
    void givesAllWhoRefreshAtOnceTheSamePairAndAsksTheProviderOnce() throws Exception {
        Visitor visitor = visitor("one with many processes");
        String token = visitor.tokens().json("refresh_token");
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        long calls = realm.tokenCalls();
        List<Answer> answers = atOnce(() -> visitor.refresh(token));
        Answer late = visitor.refresh(token);

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.json("access_token") + answer.json("refresh_token"))
                .containsOnly(late.json("access_token") + late.json("refresh_token"));
        assertThat(realm.tokenCalls()).isEqualTo(calls + 1);
    }

    @Test
    void endsTheGrantWhenAnOldTokenComesAgainAndSaysSo() throws Exception {
        Visitor visitor = visitor("one who was robbed");
        Answer first = visitor.tokens();
        Answer second = visitor.refresh(first.json("refresh_token"));
        assertThat(who(visitor, second).get("username").getAsString()).isEqualTo("one who was robbed");
        CLOCK.advance(Duration.ofSeconds(61));
        try (LogLines log = new LogLines()) {
            assertOver(visitor.refresh(first.json("refresh_token")));

            assertThat(log.read())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("WARN a credential was presented twice: the grant is ended")
                            .contains(visitor.clientId())
                            .doesNotContain(first.json("refresh_token")));
        }
        assertOver(visitor.refresh(second.json("refresh_token")));
        assertThat(visitor.call(second.json("access_token"), "who").status()).isEqualTo(401);
    }

    @Test
    void endsWithTheProvidersGrantAndAsksNoMore() throws Exception {
        Visitor visitor = visitor("one who left");
        Answer tokens = visitor.tokens();
        realm.provider().endGrantsOf("one who left");
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        long calls = realm.tokenCalls();

        assertOver(visitor.refresh(tokens.json("refresh_token")));
        assertThat(realm.tokenCalls()).isEqualTo(calls + 1);
        assertOver(visitor.refresh(tokens.json("refresh_token")));
        assertThat(visitor.call(tokens.json("access_token"), "who").status()).isEqualTo(401);
        assertThat(realm.tokenCalls()).isEqualTo(calls + 1);
    }

    @Test
    void keepsTheTokenGoodThroughAnOutageOfTheProvider() throws Exception {
        Visitor visitor = visitor("one in an outage");
        Answer tokens = visitor.tokens();
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        realm.answerAtToken(Reply.json(500, "<html>upstream words"));
        Answer outage;
        try {
            outage = visitor.refresh(tokens.json("refresh_token"));
        } finally {
            realm.recoverAtToken();
        }
        assertThat(outage.status()).isEqualTo(503);
        assertThat(outage.json("error")).isEqualTo("temporarily_unavailable");
        assertThat(outage.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(outage.body()).doesNotContain("upstream", "Exception");
        assertThat(who(visitor, visitor.refresh(tokens.json("refresh_token")))
                        .get("username")
                        .getAsString())
                .isEqualTo("one in an outage");
    }

    @Test
    void showsTheNextCallTheNewTokenAndWhatIsNewOfThePerson() throws Exception {
        Visitor visitor = visitor("one who marries");
        Answer first = visitor.tokens();
        JsonObject before = who(visitor, first);
        realm.account("one who marries", "subject of one who marries", "A new name");
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        Answer second = visitor.refresh(first.json("refresh_token"));

        assertThat(before.get("name").getAsString()).isEqualTo("Name of one who marries");
        for (Answer pair : List.of(second, first)) {
            JsonObject after = who(visitor, pair);
            assertThat(after.get("token")).isNotEqualTo(before.get("token"));
            assertThat(after.get("name").getAsString()).isEqualTo("A new name");
        }
    }

    @Test
    void renewsTheProvidersTokenBeforeAToolRunsAndOnceForAllCalls() throws Exception {
        Visitor visitor = visitor("one with many calls");
        Answer tokens = visitor.tokens();
        JsonObject before = who(visitor, tokens);
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        long calls = realm.tokenCalls();
        List<JsonObject> rows = atOnce(() -> who(visitor, tokens));

        assertThat(rows)
                .extracting(row -> row.get("token").getAsString())
                .containsOnly(rows.get(0).get("token").getAsString())
                .doesNotContain(before.get("token").getAsString());
        assertThat(realm.tokenCalls()).isEqualTo(calls + 1);
    }

    /** CVE-2026-9087. */
    @Test
    void takesNobodyForAnotherByTheirAddress() throws Exception {
        Visitor first = visitor("one with a shared address");
        Answer tokens = first.tokens();
        JsonObject before = who(first, tokens);
        // another account there, with the same name and address
        realm.account("one with a shared address", "another subject");
        Visitor second = Visitor.registering(project.address());
        JsonObject other = who(second, second.tokens());

        assertThat(other.get("username")).isEqualTo(before.get("username"));
        assertThat(other.get("id").getAsString()).isEqualTo("another subject");
        assertThat(who(first, tokens)).isEqualTo(before);
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        assertOver(first.refresh(tokens.json("refresh_token")));
        assertThat(first.call(tokens.json("access_token"), "who").status()).isEqualTo(401);
    }

    /** dex#4209. */
    @Test
    void letsOthersRefreshWhileTheProviderHangsForOne() throws Exception {
        Visitor waiting = visitor("one who waits");
        String first = waiting.tokens().json("refresh_token");
        Visitor other = visitor("one who does not wait");
        String second = other.tokens().json("refresh_token");
        CLOCK.advance(PROVIDERS_TOKEN_IS_OVER);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        realm.listenAtToken(form -> {
            if (asked.getCount() > 0) {
                asked.countDown();
                await(goOn);
            }
        });
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> hanging = caller.submit(() -> waiting.refresh(first));
            await(asked);
            assertThat(other.refresh(second).status()).isEqualTo(200);
            assertThat(hanging).isNotDone();
            goOn.countDown();
            assertThat(hanging.get().status()).isEqualTo(200);
        } finally {
            goOn.countDown();
            caller.shutdownNow();
            realm.listenAtToken(form -> {});
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(9, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** F8: as an OAuth app of GitHub gives them, tokens without end and without a refresh token. */
    @Test
    void refreshesWithinItsOwnLimitsWhereTheProviderGivesNoRefreshToken(@TempDir Path root) throws Exception {
        ScriptedProvider.Paths paths = new ScriptedProvider.Paths(
                "/login/oauth",
                "/login/oauth/authorize",
                "/login/oauth/access_token",
                "/api/v3/user",
                "/none",
                "/no-revocation");
        try (ScriptedProvider github = ScriptedProvider.start(paths, CLOCK)) {
            Map.of("id", "4217001", "login", "\"ann-example\"", "sub", "", "preferred_username", "")
                    .forEach(github::profileMember);
            github.tokenMember("expires_in", "");
            github.tokenMember("refresh_token", "");
            SignInProject own = who(root)
                    .auth("provider: github\ngithub: {client_id: " + ScriptedProvider.CLIENT_ID + ", client_secret: '"
                            + ScriptedProvider.CLIENT_SECRET.reveal() + "', auth_url: " + github.base()
                            + paths.authorization() + ", token_url: " + github.base() + paths.token() + "}\n");
            github.register(URI.create(own.address() + "/github/callback"));
            try (RunningServer running = own.start()) {
                Visitor visitor = Visitor.registering(URI.create(running.url("")));
                Answer tokens = visitor.tokens();
                for (int days = 0; days < 80; days += 20) {
                    CLOCK.advance(Duration.ofDays(20));
                    tokens = visitor.refresh(tokens.json("refresh_token"));
                    assertThat(who(visitor, tokens).get("username").getAsString())
                            .isEqualTo("ann-example");
                }
                CLOCK.advance(Duration.ofDays(11));
                assertOver(visitor.refresh(tokens.json("refresh_token")));
            }
        }
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : callers.invokeAll(Collections.nCopies(CALLERS, call))) {
                results.add(result.get());
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }
}
