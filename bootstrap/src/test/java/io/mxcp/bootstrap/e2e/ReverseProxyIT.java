package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real nginx and a real HAProxy with TLS in front of the server, the three ways to tell it so, and what happens without
 * (acceptance X1 to X6). The proxies run the files of {@code docs/reverse-proxy} and the one of the documentation.
 */
@ExtendWith(SharedKeycloak.class)
final class ReverseProxyIT {
    private static final Path NGINX = Path.of("..", "docs", "reverse-proxy", "nginx.conf");
    private static final Path HAPROXY = Path.of("..", "docs", "reverse-proxy", "haproxy.cfg");
    private static final Path DOCUMENTED =
            Path.of("src", "test", "resources", "documentation", "41-example-nginx-configuration.conf");

    private static final String SCHEME = """
            transport:
              provider: streamable-http
              http:
                host: "0.0.0.0"
                scheme: "https"
                public_host: api.example.com
            """;
    private static final String TRUST_PROXY = """
            transport:
              provider: streamable-http
              http:
                host: "0.0.0.0"
                trust_proxy: true
                public_host: api.example.com
                trusted_proxies: [127.0.0.1]
            """;
    private static final String BASE_URL = """
            transport:
              provider: streamable-http
              http:
                base_url: "https://api.example.com"
            """;
    private static final String NOTHING = """
            transport:
              provider: streamable-http
              http:
                host: "0.0.0.0"
            """;
    private static final String SLOW = """
            mxcp: 1
            tool:
              name: slow
              description: Takes some seconds
              annotations:
                readOnlyHint: true
              source:
                code: |
                  SELECT sum(hash(a.range, b.range) % 7) AS total FROM range(60000) a, range(6000) b
            """;

    /**
     * A proxy's file, what the server is told, whether the proxy says its port, which is not 443 here, and whether a slow tool is
     * called: that takes seconds, and nginx passes on at once only where its file asks for it.
     */
    enum Setup {
        NGINX_AND_SCHEME(NGINX, SCHEME, false, false),
        NGINX_AND_TRUST_PROXY(NGINX, TRUST_PROXY, true, true),
        DOCUMENTED_NGINX_AND_BASE_URL(DOCUMENTED, BASE_URL, false, true),
        HAPROXY_AND_TRUST_PROXY(HAPROXY, TRUST_PROXY, false, true);

        private final Path file;
        private final String transport;
        private final boolean tellsItsPort;
        private final boolean streams;

        Setup(Path file, String transport, boolean tellsItsPort, boolean streams) {
            this.file = file;
            this.transport = transport;
            this.tellsItsPort = tellsItsPort;
            this.streams = streams;
        }

        ReverseProxy proxy(Path folder, MxcpServer server) throws IOException, InterruptedException {
            int port = server.base().getPort();
            return file.equals(HAPROXY)
                    ? ReverseProxy.haproxy(file, folder, port)
                    : ReverseProxy.nginx(file, folder, port);
        }

        String issuer(ReverseProxy proxy) {
            return "https://" + ReverseProxy.HOST + (tellsItsPort ? ":" + proxy.tlsPort() : "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void signsInThroughAProxyAndIsFooledByNobody(Setup setup, KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        Project project = project(folder, setup.transport);
        try (MxcpServer server = MxcpServer.serve(project, keycloak);
                ReverseProxy proxy = setup.proxy(folder, server)) {
            String issuer = setup.issuer(proxy);

            JsonObject signedIn = new OfficialClient(OfficialClient.V2_2026, URI.create(issuer + "/mcp"))
                    .person(ANN)
                    .calling("whoami", 1)
                    .with(proxy.environment())
                    .run();

            JsonObject row = OfficialClient.answers(signedIn, "whoami").get(0).getAsJsonObject();
            assertThat(row.get("username").getAsString()).isEqualTo("ann");
            assertThat(signedIn.getAsJsonObject("callback").get("iss").getAsString())
                    .isEqualTo(issuer);
            assertThat(cookies(signedIn)).isNotEmpty().allMatch(cookie -> cookie.startsWith("__Host-"));
            JsonObject seen = lookAround(setup, proxy, server, signedIn);
            namesItself(seen, issuer);
            isNotFooled(seen);
            if (setup.streams) {
                assertThat(seen.get("lead").getAsInt())
                        .as("how many milliseconds before the answer the first sign of life came")
                        .isGreaterThan(500);
            }
        }
    }

    private static void namesItself(JsonObject seen, String issuer) {
        JsonObject metadata =
                JsonParser.parseString(seen.get("metadata").getAsString()).getAsJsonObject();
        assertThat(metadata.get("issuer").getAsString()).isEqualTo(issuer);
        assertThat(metadata.get("token_endpoint").getAsString()).isEqualTo(issuer + "/token");
        JsonObject resource =
                JsonParser.parseString(seen.get("resource").getAsString()).getAsJsonObject();
        assertThat(resource.get("resource").getAsString()).isEqualTo(issuer + "/mcp");
        assertThat(seen.get("challenge").getAsString())
                .contains("resource_metadata=\"" + issuer + "/.well-known/oauth-protected-resource/mcp\"");
    }

    private static void isNotFooled(JsonObject seen) {
        assertThat(seen.get("liesThroughProxy").getAsString())
                .isEqualTo(seen.get("metadata").getAsString());
        assertThat(seen.get("liesOfStranger").getAsString()).doesNotContain("evil", ":1/", ":1\"");
        assertThat(seen.get("foreignHost").getAsInt()).isEqualTo(421);
    }

    private static JsonObject lookAround(Setup setup, ReverseProxy proxy, MxcpServer server, JsonObject signedIn)
            throws IOException, InterruptedException {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("server", setup.issuer(proxy) + "/mcp");
        parameters.addProperty("port", server.base().getPort());
        parameters.addProperty("host", ReverseProxy.HOST);
        parameters.add("token", signedIn.getAsJsonObject("tokens").get("access_token"));
        if (setup.streams) {
            parameters.addProperty("slowTool", "slow");
        }
        try (NodeScript script = NodeScript.start("behind-proxy.mjs", parameters, proxy.environment())) {
            return script.result();
        }
    }

    private static List<String> cookies(JsonObject signedIn) {
        return signedIn.getAsJsonObject("browser").getAsJsonArray("cookies").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(cookie -> cookie.get("name").getAsString())
                .filter(name -> name.contains("mxcp"))
                .toList();
    }

    /** The troubleshooting part of docs/reverse-proxy.md. */
    @Test
    void tellsWhatToSetWhereTheServerWasNotToldOfItsProxy(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        try (MxcpServer server = MxcpServer.serve(project(folder, NOTHING), keycloak);
                ReverseProxy proxy =
                        ReverseProxy.nginx(NGINX, folder, server.base().getPort())) {
            assertThat(server.log()).contains("set base_url or public_host");
            String local = ScriptedClient.register(server.base(), "")
                    .authorizationUrl("state")
                    .toString();
            JsonObject parameters = new JsonObject();
            parameters.addProperty("url", local.replace(server.base().toString(), "https://" + ReverseProxy.HOST));
            parameters.add("person", ANN.credentials());
            JsonObject result;
            try (NodeScript script = NodeScript.start("browse.mjs", parameters, proxy.environment())) {
                result = script.result();
            }
            assertThat(result.get("stuck").getAsString()).contains("base_url", "scheme", "trust_proxy");
        }
    }

    private static Project project(Path folder, String transport) throws IOException, SQLException {
        Project project = Project.create(folder, "config.yml", 1000);
        Path configuration = project.home().resolve(".mxcp/config.yml");
        Files.writeString(configuration, transport, StandardOpenOption.APPEND);
        Files.writeString(project.work().resolve("tools/slow.yml"), SLOW);
        return project;
    }
}
