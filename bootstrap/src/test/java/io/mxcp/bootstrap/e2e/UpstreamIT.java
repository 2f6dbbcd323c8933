package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.bootstrap.FreePort;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers that others wrote: emulators of GitHub and Google, a strict OpenID provider, and one that answers oddly. */
@SuppressWarnings("try") // a provider is there, not spoken to
final class UpstreamIT {
    /** Odd, but nothing against the rules. */
    private static final List<String> HARMLESS =
            List.of("nothing", "expiry-in-text", "token-type-in-capitals", "unknown-members");

    /** Nobody is signed in on the word of such an answer. */
    private static final List<String> NOT_TO_BE_TRUSTED = List.of(
            "id-token-for-somebody-else",
            "id-token-of-another-issuer",
            "id-token-over",
            "id-token-with-another-nonce",
            "no-id-token",
            "no-access-token",
            "error-with-success",
            "user-info-of-another-person",
            "user-info-without-subject",
            "user-info-refused");

    private static final Duration MOST_TIME_FOR_REFRESH = Duration.ofSeconds(90);

    @ParameterizedTest
    @CsvSource({"github,ann", "google,ann@acme.example"})
    void signsInAtAnEmulatorOfTheRealProvider(String provider, String username, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        int port = FreePort.find();
        try (MxcpServer server = serve(provider, folder, port);
                Upstream upstream = Upstream.start(provider, port, server.base(), 300)) {
            JsonObject row = whoami(client(server).person(ANN).run());

            assertThat(row.get("username").getAsString()).isEqualTo(username);
            assertThat(row.get("email").getAsString()).isEqualTo(ANN.email());
            assertThat(row.get("provider").getAsString()).isEqualTo(provider);
            assertThat(row.get("token").getAsString()).isNotEmpty();
        }
    }

    /** Its access tokens are due a few seconds after the sign-in, and its refresh tokens work once. */
    @Test
    void signsInAndRefreshesAtAStrictOpenIdProvider(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        int port = FreePort.find();
        try (MxcpServer server = serve("oidc", folder, port);
                Upstream upstream = Upstream.start("oidc", port, server.base(), 66)) {
            Path state = folder.resolve("client.json");
            JsonObject first =
                    whoami(client(server).person(ANN).remembering(state).run());
            assertThat(first.get("username").getAsString()).isEqualTo(ANN.email());
            assertThat(first.get("email").getAsString()).isEqualTo(ANN.email());
            assertThat(first.get("provider").getAsString()).isEqualTo("oidc");

            String before = first.get("token").getAsString();
            assertThat(before).isNotEmpty();
            assertThat(laterToken(server, state, before)).isNotEmpty().isNotEqualTo(before);
        }
    }

    @Test
    void signsNobodyInOnAnAnswerThatIsNotToBeTrusted(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        int port = FreePort.find();
        List<String> oddities =
                Stream.concat(HARMLESS.stream(), NOT_TO_BE_TRUSTED.stream()).toList();
        try (MxcpServer server = serve("oidc", folder, port);
                Upstream upstream = Upstream.odd(port, server.base(), oddities)) {
            for (String oddity : oddities) {
                upstream.awaitOddity(oddity);
                Map<String, String> answer = signIn(server);
                if (HARMLESS.contains(oddity)) {
                    assertThat(answer).as(oddity).containsKey("code");
                } else {
                    assertThat(answer).as(oddity).containsKey("error").doesNotContainKey("code");
                }
                upstream.goOn();
            }
            assertThat(server.log()).doesNotContain("another-person", "evil.example");
        }
    }

    /** The provider token that a tool sees once it is another one, for which there is time. */
    private static String laterToken(MxcpServer server, Path state, String before)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + MOST_TIME_FOR_REFRESH.toNanos();
        String token = before;
        while (token.equals(before) && System.nanoTime() < deadline) {
            token = whoami(client(server).remembering(state).run()).get("token").getAsString();
        }
        return token;
    }

    /** What comes back to the client; this provider asks the person nothing. */
    private static Map<String, String> signIn(MxcpServer server) throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
        ScriptedBrowser.Page landed = client.approve(browser, "state");
        assertThat(landed.status()).as(landed.content()).isZero();
        return QueryString.parse(landed.address());
    }

    private static MxcpServer serve(String profile, Path folder, int upstreamPort)
            throws IOException, InterruptedException, SQLException {
        Project project = Project.create(folder, "config-upstream.yml", 1000);
        return MxcpServer.serve(project, Upstream.variables(upstreamPort), "--profile", profile);
    }

    private static OfficialClient client(MxcpServer server) {
        return new OfficialClient(OfficialClient.V2_2026, server.mcp()).calling("whoami", 1);
    }

    private static JsonObject whoami(JsonObject result) {
        return OfficialClient.answers(result, "whoami").get(0).getAsJsonObject();
    }
}
