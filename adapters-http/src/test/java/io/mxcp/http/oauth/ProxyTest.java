package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.http.Network;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.TrustedProxies;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance X1 to X6; T42 and T43. */
class ProxyTest {
    private static final String AS = "/.well-known/oauth-authorization-server";
    private static final TrustedProxies NEAR = new TrustedProxies(List.of());

    @Test
    void usesAConfiguredBaseUrlWhateverAnybodySays() throws Exception {
        try (TestBroker broker = TestBroker.start(any ->
                PublicAddress.Settings.at("https://api.example.com", false).behind(NEAR))) {
            String answer = metadata(
                    broker, "Host: api.example.com", "X-Forwarded-Proto: http", "X-Forwarded-Host: evil.example");
            assertThat(answer)
                    .contains("\"issuer\":\"https://api.example.com\"")
                    .doesNotContain("evil");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https,0.0.0.0,8443,https://localhost:8443",
        "https,0.0.0.0,443,https://localhost",
        "http,localhost,80,http://localhost",
        "http,localhost,443,http://localhost:443",
        "http,::1,8000,http://[::1]:8000",
        "http,mcp.example.com,8000,http://mcp.example.com:8000"
    })
    void namesItselfAsConfiguredAndLeavesUsualPortsOut(String scheme, String host, int port, String issuer) {
        assertThat(PublicAddress.Settings.listening(scheme, host, port, false)
                        .issuer()
                        .value())
                .isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "X-Forwarded-Proto: https, http", "X-Forwarded-Scheme: HTTPS"})
    void takesTheSchemeFromATrustedProxy(String header) throws Exception {
        try (TestBroker broker = TestBroker.start(own -> own.behind(NEAR))) {
            assertThat(metadata(broker, "Host: localhost", header))
                    .contains("\"issuer\":\"https://127.0.0.1:" + broker.port() + "\"")
                    .doesNotContain("\"http:");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Host: api.example.com,X-Forwarded-Port: 443,https://api.example.com",
        "X-Forwarded-Host: API.example.com:8443,X-Other: x,https://api.example.com:8443",
        "Host: api.example.com,X-Other: x,https://api.example.com",
        "X-Forwarded-Host: evil.example,X-Other: x,https://127.0.0.1:PORT",
        "X-Forwarded-Host: api.example.com.evil.example,X-Other: x,https://127.0.0.1:PORT",
        "X-Forwarded-Host: api.example.com@evil.example,X-Other: x,https://127.0.0.1:PORT",
        "X-Forwarded-Host: api.example.com:x,X-Other: x,https://api.example.com"
    })
    void takesAHostFromATrustedProxyOnlyIfItIsAConfiguredOne(String one, String two, String issuer) throws Exception {
        try (TestBroker broker = TestBroker.start(own -> own.behind(NEAR).reachedAs(Set.of("api.example.com")))) {
            String host = one.startsWith("Host:") ? "X-Another: x" : "Host: localhost";
            assertThat(metadata(broker, host, one, two, "X-Forwarded-Proto: https"))
                    .contains("\"issuer\":\"" + issuer.replace("PORT", Integer.toString(broker.port())) + "\"");
        }
    }

    @Test
    void dropsWhatOthersForward() throws Exception {
        UnaryOperator<PublicAddress.Settings> onlyOne =
                own -> own.behind(new TrustedProxies(List.of(Network.parse("127.0.0.1/32"))));
        for (TestBroker broker : List.of(TestBroker.start(), TestBroker.start(onlyOne))) {
            String request = Raw.get(AS, "Host: localhost", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost");
            assertThat(Raw.sendFrom("127.0.0.9", broker, request))
                    .contains("\"issuer\":\"http://127.0.0.1:" + broker.port() + "\"");
            broker.close();
        }
    }

    @Test
    void refusesAHostThatIsNotOneOfItsPublicOnes() throws Exception {
        try (TestBroker broker = TestBroker.start(any -> PublicAddress.Settings.at("https://api.example.com", false))) {
            assertThat(metadata(broker, "Host: evil.example")).startsWith("HTTP/1.1 421");
            assertThat(metadata(broker, "Host: api.example.com.evil.example")).startsWith("HTTP/1.1 421");
            assertThat(metadata(broker, "Host: api.example.com:8000")).startsWith("HTTP/1.1 200");
            assertThat(metadata(broker, "Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
        }
    }

    /** CVE-2025-66414, CVE-2025-66416. */
    @ParameterizedTest
    @CsvSource({
        "localhost,,401",
        "127.0.0.1:9999,,401",
        "[::1]:9999,,401",
        "evil.example,,403",
        "localhost.evil.example,,403",
        "localhost,http://localhost:6274,401",
        "localhost,http://127.0.0.1:1,401",
        "localhost,https://localhost,401",
        "localhost,http://evil.example,403",
        "localhost,http://localhost.evil.example,403",
        "localhost,http://localhost@evil.example,403",
        "localhost,http://localhost:1/x,403",
        "localhost,null,403",
        "localhost,https://app.example.com,401"
    })
    void answersAtMcpToItsOwnMachineOnly(String host, String origin, int status) throws Exception {
        try (TestBroker broker = TestBroker.start(own -> own.calledFrom(Set.of("https://app.example.com")))) {
            String request = "POST /mcp HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\nHost: " + host + "\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n") + "\r\n";
            assertThat(Raw.send(broker, request)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void limitsRegistrationsByTheAddressThatATrustedProxyNames() throws Exception {
        try (TestBroker broker = TestBroker.start(own -> own.behind(NEAR))) {
            for (int i = 0; i < 70; i++) {
                register(broker, "203.0.113.1");
            }
            assertThat(register(broker, "203.0.113.1")).startsWith("HTTP/1.1 429");
            // what the client itself put in front does not count
            assertThat(register(broker, "198.51.100.7, 203.0.113.1")).startsWith("HTTP/1.1 429");
            assertThat(register(broker, "203.0.113.2")).startsWith("HTTP/1.1 400");
            assertThat(register(broker, "not an address")).startsWith("HTTP/1.1 400");
        }
    }

    private static String register(TestBroker broker, String forwardedFor) throws Exception {
        return Raw.send(
                broker,
                "POST /register HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n{}");
    }

    private static String metadata(TestBroker broker, String... headers) throws Exception {
        return Raw.send(broker, Raw.get(AS, headers));
    }
}
