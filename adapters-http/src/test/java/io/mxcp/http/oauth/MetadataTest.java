package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import io.mxcp.http.PublicAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance M1, M2, M5; T49. */
class MetadataTest {
    private static final String AS = "/.well-known/oauth-authorization-server";
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";

    @ParameterizedTest
    @ValueSource(
            strings = {
                AS,
                AS + "/mcp",
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/mcp",
                "/mcp/.well-known/openid-configuration",
                "/mcp/.well-known/oauth-authorization-server"
            })
    void tellsClientsOfTheAuthorizationServerWhereverTheyLook(String path) throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            Answer answer = new Browser(broker).get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.json("issuer")).isEqualTo(broker.url(""));
            assertThat(answer.json("authorization_endpoint")).isEqualTo(broker.url("/authorize"));
            assertThat(answer.json("token_endpoint")).isEqualTo(broker.url("/token"));
            assertThat(answer.json("registration_endpoint")).isEqualTo(broker.url("/register"));
            assertThat(answer.json("revocation_endpoint")).isEqualTo(broker.url("/revoke"));
            assertThat(list(answer, "code_challenge_methods_supported")).containsExactly("S256");
            assertThat(list(answer, "token_endpoint_auth_methods_supported"))
                    .containsExactlyInAnyOrder("client_secret_post", "client_secret_basic", "none");
            assertThat(answer.json()
                            .get("authorization_response_iss_parameter_supported")
                            .getAsBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RESOURCE, RESOURCE + "/mcp"})
    void tellsClientsOfTheProtectedResource(String path) throws Exception {
        try (TestBroker broker = TestBroker.requiring("mxcp:access reports")) {
            Answer answer = new Browser(broker).get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json("resource")).isEqualTo(broker.url("/mcp"));
            assertThat(list(answer, "authorization_servers"))
                    .containsExactly(new Browser(broker).get(AS).json("issuer"));
            assertThat(list(answer, "scopes_supported")).containsExactly("mxcp:access", "reports");
        }
    }

    @Test
    void writesNoDoubleSlashWhereTheBaseUrlEndsInOne() throws Exception {
        try (TestBroker broker = TestBroker.start(any -> PublicAddress.Settings.at("http://localhost/", true))) {
            assertThat(new Browser(broker).get(AS).body().replace("http://", ""))
                    .doesNotContain("//");
            assertThat(new Browser(broker).get(RESOURCE).json("resource")).isEqualTo("http://localhost/mcp");
        }
    }

    @Test
    void servesThePathInsertedFormOfAnIssuerWithAPath() throws Exception {
        try (TestBroker broker =
                TestBroker.start(any -> PublicAddress.Settings.at("https://api.example.com/data", true))) {
            for (String path :
                    List.of(AS + "/data", RESOURCE + "/data/mcp", "/.well-known/openid-configuration/data")) {
                assertThat(new Browser(broker).get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(new Browser(broker).get(AS + "/data").json("token_endpoint"))
                    .isEqualTo("https://api.example.com/data/token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {AS + "/other", RESOURCE + "/other", RESOURCE + "/mcp/x", RESOURCE + "/", AS + "//mcp"})
    void knowsNoOtherDocument(String path) throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            assertThat(new Browser(broker).get(path).status()).isBetween(400, 404);
        }
    }

    @Test
    void letsWebPagesReadItAndBrowsersKeepItForAWhile() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            Answer answer = new Browser(broker).get(AS);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300");
            Answer preflight = new Browser(broker).method("OPTIONS", AS);
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(preflight.header("Access-Control-Allow-Headers")).contains("MCP-Protocol-Version");
        }
    }

    @Test
    void answersToReadingOnly() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            Answer head = new Browser(broker).method("HEAD", AS);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            Answer post = new Browser(broker).post(AS, Map.of());
            assertThat(post.status()).isEqualTo(405);
            assertThat(post.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(post.json("error")).isEqualTo("invalid_request");
        }
    }

    private static List<String> list(Answer answer, String name) {
        JsonArray array = answer.json().getAsJsonArray(name);
        return array.asList().stream().map(element -> element.getAsString()).toList();
    }
}
