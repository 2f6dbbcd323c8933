package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the whole server calls itself in metadata, callback and answers: X1 to X6, M5. */
@SuppressWarnings("try") // a server is asked at its address
class PublicNameTest {
    private static final String SERVER = "/.well-known/oauth-authorization-server";
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws IOException {
        realm = Realm.start(InstantSource.system());
    }

    @AfterAll
    static void stop() {
        realm.close();
    }

    private SignInProject reachedBy(String transport) throws IOException {
        return new SignInProject(root).transport(transport).auth(realm.section());
    }

    /** Everything that names the server, at once. */
    private static void assertCallsItself(String name, Visitor visitor) throws Exception {
        assertThat(visitor.get(SERVER).json("issuer")).isEqualTo(name);
        for (String endpoint : new String[] {"authorization", "token", "registration", "revocation"}) {
            assertThat(visitor.get(SERVER).json(endpoint + "_endpoint"))
                    .isEqualTo(name + "/"
                            + endpoint.replace("authorization", "authorize")
                                    .replace("registration", "register")
                                    .replace("revocation", "revoke"));
        }
        Answer resource = visitor.get(RESOURCE + "/mcp");
        assertThat(resource.json("resource")).isEqualTo(name + "/mcp");
        assertThat(resource.json().get("authorization_servers").toString()).isEqualTo("[\"" + name + "\"]");
        assertThat(visitor.mcp("", "ping", "{}").header("WWW-Authenticate"))
                .contains("resource_metadata=\"" + name + RESOURCE + "/mcp\"");
        assertThat(visitor.approve().parameter("redirect_uri")).isEqualTo(name + "/keycloak/callback");
    }

    /** X1, M5: to the letter, but for slashes at its end; no header changes it. */
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com",
        "https://api.example.com/, https://api.example.com",
        "https://api.example.com/data/, https://api.example.com/data"
    })
    void callsItselfAsTheBaseUrlSays(String configured, String name) throws Exception {
        SignInProject project = reachedBy("base_url: '" + configured + "', trust_proxy: true");
        try (RunningServer server = project.start()) {
            Visitor visitor = Visitor.registering(project.address())
                    .sending("X-Forwarded-Proto", "http")
                    .sending("X-Forwarded-Host", "evil.example");
            assertCallsItself(name, visitor);
            assertThat(visitor.get(SERVER).body().replace("https://", "")).doesNotContain("//");
        }
    }

    /** X2, X5. */
    @Test
    void neverCallsItselfByTheAddressOfEverywhere() throws Exception {
        for (String more : new String[] {"", ", trust_proxy: true"}) {
            SignInProject project = reachedBy("scheme: https, host: 0.0.0.0" + more);
            assertThat(project.warnings()).singleElement().asString().contains("host is 0.0.0.0", "base_url");
            try (RunningServer server = project.start()) {
                assertCallsItself(
                        "https://localhost:" + project.address().getPort(), Visitor.registering(project.address()));
            }
        }
        SignInProject named = reachedBy("scheme: https, host: 0.0.0.0, public_host: mcp.example.com");
        assertThat(named.warnings()).isEmpty();
        try (RunningServer server = named.start()) {
            assertCallsItself("https://mcp.example.com", Visitor.registering(named.address()));
        }
    }

    /** X3, X6. */
    @Test
    void takesSchemeHostAndPortFromATrustedProxy() throws Exception {
        SignInProject project = reachedBy("public_host: [other.example.com, mcp.example.com], trust_proxy: true");
        try (RunningServer server = project.start()) {
            for (String[] one : new String[][] {
                {"https", "mcp.example.com", "443", "https://mcp.example.com"},
                {"https, http", "mcp.example.com", "443", "https://mcp.example.com"},
                {"http", "mcp.example.com", "80", "http://mcp.example.com"},
                {"https", "mcp.example.com", "8443", "https://mcp.example.com:8443"},
                {"https", "mcp.example.com:8443", "443", "https://mcp.example.com:8443"}
            }) {
                Visitor visitor = Visitor.registering(project.address())
                        .sending("X-Forwarded-Proto", one[0])
                        .sending("X-Forwarded-Host", one[1])
                        .sending("X-Forwarded-Port", one[2]);
                assertCallsItself(one[3], visitor);
            }
            Visitor otherwise = Visitor.registering(project.address())
                    .sending("X-Forwarded-Scheme", "https")
                    .sending("X-Forwarded-Host", "mcp.example.com");
            assertCallsItself("https://mcp.example.com", otherwise);
            Visitor stranger = Visitor.registering(project.address())
                    .sending("X-Forwarded-Proto", "https")
                    .sending("X-Forwarded-Host", "evil.example");
            assertThat(stranger.get(SERVER).body()).doesNotContain("evil");
        }
    }

    /** X4. */
    @Test
    void ignoresWhatOthersSayOfItsName() throws Exception {
        SignInProject untold = reachedBy("host: localhost");
        try (RunningServer server = untold.start()) {
            assertCallsItself(untold.address().toString(), forwarding(untold));
        }
        SignInProject project =
                reachedBy("trust_proxy: true, trusted_proxies: [127.0.0.1], public_host: mcp.example.com");
        try (RunningServer server = project.start()) {
            assertThat(metadataFrom("127.0.0.1", project)).contains("\"issuer\":\"https://mcp.example.com\"");
            assertThat(metadataFrom("127.0.0.9", project))
                    .contains("\"issuer\":\"http://mcp.example.com:"
                            + project.address().getPort() + "\"");
        }
    }

    private static Visitor forwarding(SignInProject project) throws Exception {
        return Visitor.registering(project.address())
                .sending("X-Forwarded-Proto", "https")
                .sending("X-Forwarded-Host", "mcp.example.com")
                .sending("X-Forwarded-Port", "443");
    }

    /** Asked by a peer with this address, of which a machine has many. */
    private static String metadataFrom(String peer, SignInProject project) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), project.address().getPort(), InetAddress.getByName(peer), 0)) {
            socket.setSoTimeout(10_000);
            String request = "GET " + SERVER + " HTTP/1.1\r\nHost: mcp.example.com\r\nConnection: close\r\n"
                    + "X-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
