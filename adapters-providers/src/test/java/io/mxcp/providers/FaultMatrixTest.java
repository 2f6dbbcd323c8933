package io.mxcp.providers;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.RATE_LIMITED;
import static io.mxcp.domain.provider.ProviderException.Failure.TOKEN_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.providers.atlassian.AtlassianUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.github.GitHubUnderFaults;
import io.mxcp.providers.google.GoogleUnderFaults;
import io.mxcp.providers.keycloak.KeycloakUnderFaults;
import io.mxcp.providers.oidc.OidcUnderFaults;
import io.mxcp.providers.salesforce.SalesforceUnderFaults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a provider can do to us, with each provider, at each of the three steps. The limits are the real
 * ones, and a twentieth of them for the provider that keeps us waiting, which is all that one sees of them.
 */
@Tag("same-on-every-java")
class FaultMatrixTest {
    private static final EgressLimits TIGHT =
            new EgressLimits(Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofSeconds(1));
    /** More than any limit that is reached takes on a busy machine, and less than a provider keeps silent or drips. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGER_THAN_PATIENCE = PATIENCE.multipliedBy(2);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    static final List<ProviderUnderFaults> PROVIDERS = List.of(
            new GitHubUnderFaults(),
            new GoogleUnderFaults(),
            new AtlassianUnderFaults(),
            new SalesforceUnderFaults(),
            new KeycloakUnderFaults(),
            new OidcUnderFaults());

    /** What a provider does, what that is at the token endpoint, and what at user info. */
    private record Fault(String name, Reply reply, Failure atToken, Failure atProfile, EgressLimits limits) {}

    /** One gateway and one provider, with somebody signing in. */
    private record Meeting(ScriptedProvider provider, ProviderGateway gateway, SignInRequest request)
            implements AutoCloseable {
        static Meeting of(ProviderUnderFaults fixture, EgressLimits limits) throws IOException {
            SecretGenerator secrets = new SecretGenerator();
            ScriptedProvider provider = fixture.start(CLOCK);
            return new Meeting(
                    provider,
                    fixture.gateway(provider, CLOCK, limits),
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret()));
        }

        Secret code() throws ProviderException {
            return gateway.readCallback(provider.signIn(gateway.authorizationUri(request)));
        }

        ProviderTokens signIn() throws ProviderException {
            return gateway.exchange(code(), request);
        }

        @Override
        public void close() {
            gateway.close();
            provider.close();
        }
    }

    /** The first client of all waits for classes to be loaded and keys to be made: that is no provider's fault. */
    @BeforeAll
    static void warmUp() throws Exception {
        for (ProviderUnderFaults provider : PROVIDERS) {
            try (Meeting meeting = Meeting.of(provider, EgressLimits.STANDARD)) {
                meeting.gateway().profile(meeting.signIn());
            }
        }
    }

    static Stream<Arguments> matrix() throws IOException {
        List<Fault> faults = faults();
        return PROVIDERS.stream()
                .flatMap(provider ->
                        faults.stream().map(fault -> Arguments.of(provider.name(), fault.name(), provider, fault)));
    }

    /** A fault, what it is at the token endpoint, and what at user info. */
    private static List<Fault> faults() throws IOException {
        return List.of(
                fault("hangs up", Reply.hangUp(), UNREACHABLE, UNREACHABLE),
                new Fault("says nothing", FaultMatrixTest::sayNothing, UNREACHABLE, UNREACHABLE, TIGHT),
                new Fault("drips", FaultMatrixTest::drip, UNREACHABLE, UNREACHABLE, TIGHT),
                fault("stops midway", FaultMatrixTest::stopMidway, UNREACHABLE, UNREACHABLE),
                fault("never ends", FaultMatrixTest::neverEnd, INVALID_RESPONSE, INVALID_RESPONSE),
                fault("gzip bomb", gzip(zipped(64 << 20)), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("gzip of nothing, many times", gzip(emptyMembers(50_000)), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("no gzip", gzip(new byte[] {1, 2, 3}), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("HTML", html(200), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("empty", json(200, ""), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("null", json(200, "null"), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("array", json(200, "[{}]"), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("nothing in it", json(200, "{}"), INVALID_RESPONSE, INVALID_RESPONSE),
                fault("two objects", json(200, "{}{}"), INVALID_RESPONSE, INVALID_RESPONSE),
                fault(
                        "twice",
                        json(200, "{\"access_token\":\"a\",\"access_token\":\"b\",\"sub\":\"a\",\"sub\":\"b\"}"),
                        INVALID_RESPONSE,
                        INVALID_RESPONSE),
                fault("deep", json(200, "{\"a\":" + "[".repeat(10_000)), INVALID_RESPONSE, INVALID_RESPONSE),
                fault(
                        "Latin-1",
                        Reply.of(200, Map.of(), "{\"sub\":\"Zo\u00eb\"}".getBytes(ISO_8859_1)),
                        INVALID_RESPONSE,
                        INVALID_RESPONSE),
                fault("200 and error", json(200, "{\"error\":\"bad_refresh_token\"}"), GRANT_REFUSED, INVALID_RESPONSE),
                fault(
                        "200 and unknown error",
                        json(200, "{\"error\":\"strange\"}"),
                        INVALID_RESPONSE,
                        INVALID_RESPONSE),
                fault(
                        "redirect",
                        Reply.of(302, Map.of("Location", "http://127.0.0.1:1/"), new byte[0]),
                        INVALID_RESPONSE,
                        INVALID_RESPONSE),
                fault("400 HTML", html(400), INVALID_RESPONSE, INVALID_RESPONSE),
                fault(
                        "400 invalid_scope",
                        json(400, "{\"error\":\"invalid_scope\"}"),
                        CLIENT_REFUSED,
                        INVALID_RESPONSE),
                fault("400 dead", json(400, "{\"error\":\"invalid_grant\"}"), GRANT_REFUSED, INVALID_RESPONSE),
                fault("401 empty", Reply.of(401, Map.of(), new byte[0]), CLIENT_REFUSED, TOKEN_REFUSED),
                fault("401 client", json(401, "{\"error\":\"unauthorized_client\"}"), CLIENT_REFUSED, TOKEN_REFUSED),
                fault("401 denied", json(401, "{\"error\":\"access_denied\"}"), CLIENT_REFUSED, TOKEN_REFUSED),
                fault("403 dead", json(403, "{\"error\":\"invalid_grant\"}"), GRANT_REFUSED, CLIENT_REFUSED),
                fault("403 empty", Reply.of(403, Map.of(), new byte[0]), CLIENT_REFUSED, CLIENT_REFUSED),
                fault(
                        "403 rate",
                        Reply.of(403, Map.of("X-RateLimit-Remaining", "0"), new byte[0]),
                        RATE_LIMITED,
                        RATE_LIMITED),
                fault("403 wait", Reply.of(403, Map.of("Retry-After", "60"), new byte[0]), RATE_LIMITED, RATE_LIMITED),
                fault("404", html(404), CLIENT_REFUSED, CLIENT_REFUSED),
                fault("429", json(429, "{\"error\":\"invalid_grant\"}"), RATE_LIMITED, RATE_LIMITED),
                fault("500", json(500, "{\"error\":\"invalid_grant\"}"), UNREACHABLE, UNREACHABLE),
                fault("502", html(502), UNREACHABLE, UNREACHABLE),
                fault("503", Reply.of(503, Map.of("Retry-After", "3600"), new byte[0]), UNREACHABLE, UNREACHABLE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void tellsWhatAFaultIsAtTheExchange(String provider, String name, ProviderUnderFaults fixture, Fault fault)
            throws Exception {
        try (Meeting meeting = Meeting.of(fixture, fault.limits())) {
            Secret code = meeting.code();
            String token = meeting.provider().paths().token();
            meeting.provider().answer(token, fault.reply());
            assertFailure(() -> meeting.gateway().exchange(code, meeting.request()), fault.atToken());
            assertThat(meeting.provider().calls(token)).as("sent once").isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void tellsWhatAFaultIsAtTheRefreshAndGoesOnAfterIt(
            String provider, String name, ProviderUnderFaults fixture, Fault fault) throws Exception {
        try (Meeting meeting = Meeting.of(fixture, fault.limits())) {
            ProviderTokens tokens = meeting.signIn();
            String token = meeting.provider().paths().token();
            meeting.provider().answer(token, fault.reply());
            assertFailure(
                    () -> meeting.gateway().refresh(tokens),
                    fixture.atRefresh().getOrDefault(fault.name(), fault.atToken()));
            assertThat(meeting.provider().calls(token)).as("sent once").isEqualTo(2);
            meeting.provider().recover(token);
            assertThat(meeting.provider()
                            .isLive(meeting.gateway().refresh(tokens).accessToken()))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void tellsWhatAFaultIsAtTheProfileAndGoesOnAfterIt(
            String provider, String name, ProviderUnderFaults fixture, Fault fault) throws Exception {
        try (Meeting meeting = Meeting.of(fixture, fault.limits())) {
            ProviderTokens tokens = meeting.signIn();
            UserProfile before = meeting.gateway().profile(tokens);
            String userInfo = meeting.provider().paths().userInfo();
            long calls = meeting.provider().calls(userInfo);
            meeting.provider().answer(userInfo, fault.reply());
            assertFailure(
                    () -> meeting.gateway().profile(tokens),
                    fixture.atProfile().getOrDefault(fault.name(), fault.atProfile()));
            // three tries; each counts twice where a kept connection was dead, since the JDK's client then opens
            // another
            assertThat(meeting.provider().calls(userInfo) - calls).isBetween(1L, 6L);
            meeting.provider().recover(userInfo);
            assertThat(meeting.gateway().profile(tokens)).isEqualTo(before);
        }
    }

    private static Fault fault(String name, Reply reply, Failure atToken, Failure atProfile) {
        return new Fault(name, reply, atToken, atProfile, EgressLimits.STANDARD);
    }

    private static Reply json(int status, String text) {
        return Reply.json(status, text);
    }

    private static Reply html(int status) {
        return Reply.of(status, Map.of("Content-Type", "text/html"), "<html>Sign in</html>".getBytes(UTF_8));
    }

    private static Reply gzip(byte[] bytes) {
        return Reply.of(200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), bytes);
    }

    /** The JDK reads one member within the other. */
    private static byte[] emptyMembers(int count) throws IOException {
        byte[] member = zipped(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(member.length * count);
        for (int i = 0; i < count; i++) {
            bytes.write(member);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[size]);
        }
        return bytes.toByteArray();
    }

    private static void sayNothing(HttpExchange exchange) {
        rest(LONGER_THAN_PATIENCE);
        exchange.close();
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        Instant end = Instant.now().plus(LONGER_THAN_PATIENCE);
        while (Instant.now().isBefore(end)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            rest(Duration.ofMillis(30));
        }
        exchange.close();
    }

    private static void stopMidway(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write("{\"access_token\":".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void neverEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] spaces = " ".repeat(64 << 10).getBytes(UTF_8);
        for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(spaces);
        }
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws ProviderException;
    }

    private static void assertFailure(Call call, Failure failure) {
        long start = System.nanoTime();
        ProviderException thrown = catchThrowableOfType(ProviderException.class, call::make);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        assertThat(thrown).isNotNull();
        assertThat(thrown.failure()).as(thrown.getMessage()).isEqualTo(failure);
    }
}
