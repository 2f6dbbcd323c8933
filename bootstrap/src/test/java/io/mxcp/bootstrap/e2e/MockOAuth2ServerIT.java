package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that others wrote lets people type what their ID token is to say: only one that holds signs them in. */
final class MockOAuth2ServerIT {
    private static final String USUAL = "usual";
    private static final String ANN =
            "{\"email\": \"ann@acme.example\", \"email_verified\": true, \"name\": \"Ann Example\"}";

    private static MockOAuth2Server provider;
    private static MxcpServer server;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException, InterruptedException, SQLException {
        provider = MockOAuth2Server.start(
                folder,
                List.of(
                        // due for a refresh at once
                        MockOAuth2Server.issuer(USUAL, 30, json("{}"), "JWT"),
                        MockOAuth2Server.issuer("without-nonce", 300, json("{\"nonce\": null}"), "JWT"),
                        MockOAuth2Server.issuer("access-token", 300, json("{}"), "at+jwt")));
        server = serve(USUAL, folder);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.stop();
        provider.close();
    }

    @Test
    void tellsSqlWhoSignedInAndRenewsTheToken() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        String code = signIn(client, ANN).getOrDefault("code", "");
        SignedIn ann = SignedIn.by(client, code);

        JsonObject row = ScriptedClient.row(client.call(ann.accessToken(), "whoami"));

        assertThat(row.get("username").getAsString()).isEqualTo("ann@acme.example");
        assertThat(row.get("email").getAsString()).isEqualTo("ann@acme.example");
        assertThat(row.get("provider").getAsString()).isEqualTo("oidc");
        String token = row.get("token").getAsString();
        assertThat(token).isNotEmpty();
        SignedIn later = ann.refreshed();
        assertThat(later.providerToken()).isNotEmpty().isNotEqualTo(token);
        assertThat(later.rights().get("username").getAsString()).isEqualTo("ann@acme.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'aud': 'another-client'}|ID token: it was made for another client (aud)",
                "{'aud': ['mxcp-client', 'another-client'], 'azp': 'another-client'}|ID token: it was made for another client (azp)",
                "{'aud': ['mxcp-client', 'another-client']}|ID token: it was made for another client (azp)",
                "{'iss': 'https://evil.example'}|ID token: it is of another issuer",
                "{'exp': 1000}|code exchange: the answer cannot be used: expires_in is no number of seconds",
                "{'iat': 32503680000}|ID token: it is from the future",
                "{'nbf': 32503680000}|ID token: it is from the future",
                "{'nonce': 'another-nonce'}|ID token: it was not made for this sign-in (nonce)",
                "{'sub': ''}|ID token: it has no sub",
            })
    void signsNobodyInOnTokensThatDoNotHold(String claims, String reason) throws IOException, InterruptedException {
        isRefused(server, claims.replace('\'', '"'), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "without-nonce,ID token: it was not made for this sign-in (nonce)",
        "access-token,ID token: it is a token of another kind"
    })
    void signsNobodyInOnATokenThatIsNone(String issuer, String reason, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        try (MxcpServer odd = serve(issuer, folder)) {
            isRefused(odd, ANN, reason);
        }
    }

    /** This provider fails at a time that is none, with HTTP 500 and an error of its own. */
    @Test
    void saysTryAgainWhereTheProviderFails() throws IOException, InterruptedException {
        String earlier = server.log();

        Map<String, String> answer = signIn(ScriptedClient.register(server.base(), ""), "{\"exp\": \"tomorrow\"}");

        assertThat(answer).containsEntry("error", "temporarily_unavailable").doesNotContainKey("code");
        assertThat(server.logged(earlier, "sign-in failed", 1))
                .singleElement()
                .asString()
                .contains("HTTP 500");
    }

    private static void isRefused(MxcpServer server, String claims, String reason)
            throws IOException, InterruptedException {
        String earlier = server.log();

        Map<String, String> answer = signIn(ScriptedClient.register(server.base(), ""), claims);

        assertThat(answer)
                .containsEntry("error", "server_error")
                .containsEntry(
                        "error_description",
                        "the identity provider gave an answer that cannot be used; the operator finds the reason in the log")
                .containsEntry("state", "state")
                .containsEntry("iss", server.base().toString())
                .doesNotContainKey("code");
        assertThat(server.logged(earlier, "sign-in failed", 1))
                .singleElement()
                .asString()
                .contains("cause=\"PROVIDER\"", "detail=\"" + reason)
                .doesNotContain("another-", "evil.example", "eyJ");
    }

    /** What comes back to the client after the person has agreed here and typed a name and claims there. */
    private static Map<String, String> signIn(ScriptedClient client, String claims)
            throws IOException, InterruptedException {
        ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
        ScriptedBrowser.Page form = client.approve(browser, "state");
        ScriptedBrowser.Page landed = browser.submit(form.form(), Map.of("username", "ann", "claims", claims));
        assertThat(landed.status()).as(landed.content()).isZero();
        return QueryString.parse(landed.address());
    }

    private static MxcpServer serve(String issuer, Path folder) throws IOException, InterruptedException, SQLException {
        Project project = Project.create(folder, "config-upstream.yml", 1000);
        return MxcpServer.serve(project, provider.variables(issuer), "--profile", "oidc");
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
