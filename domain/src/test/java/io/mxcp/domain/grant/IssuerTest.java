package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    @Test
    void keepsItsTextToTheByte() {
        Issuer issuer = new Issuer("https://MCP.example:443/base");

        assertThat(issuer).hasToString("https://MCP.example:443/base");
        assertThat(issuer.url("/token")).isEqualTo("https://MCP.example:443/base/token");
        assertThat(issuer.resource()).hasToString("https://mcp.example/base/mcp");
        assertThat(issuer.isHttps()).isTrue();
        assertThat(issuer.path()).isEqualTo("/base");
        assertThat(issuer.displayHost()).isEqualTo("MCP.example");
        assertThat(new Issuer("http://localhost:8000").isHttps()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com:443, https://api.example.com",
        "http://localhost:80/, http://localhost",
        "http://localhost:443, http://localhost:443",
        "https://api.example.com:0443/data//, https://api.example.com/data",
        "HTTPS://API.example.com:8443/Data, https://api.example.com:8443/Data",
        "https://[2001:DB8::80]:443, https://[2001:db8::80]",
        "http://[::80], http://[::80]",
    })
    void spellsABaseUrlAsClientsDo(String text, String value) {
        assertThat(Issuer.ofBaseUrl(text)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x.example, http or https",
        "mcp.example, http or https",
        "https://, a host",
        "https://:8000, a host",
        "https://x.example?q, no query",
        "https://user:hush@x.example, no user name",
        "https://my_host.example, letters a to z",
        "https://bücher.example, xn--",
        "https://a..example, a name or an IP address",
        "https://[::zz], letters a to z",
        "https://x.example:0, 1 to 65535",
        "https://x.example:65536, 1 to 65535",
        "https://x.example:, 1 to 65535",
        "https://x.example:999999999999, 1 to 65535",
        "https://x.example/a//b, empty path segment",
        "https://x.example/a/../b, encoded dot",
        "https://x.example/%2E%2e/b, encoded dot",
        "https://x.example/a b, encode others",
    })
    void saysWhatIsWrongWithABaseUrl(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Issuer.ofBaseUrl(text))
                .withMessageContaining(reason)
                .withMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example, https://mcp.example:443, true",
        "https://mcp.example:443/base, https://MCP.example, true",
        "http://localhost:80, http://localhost, true",
        "http://localhost:8000, http://localhost:8000, true",
        "http://localhost:8000, http://localhost, false",
        "https://mcp.example, http://mcp.example, false",
        "https://mcp.example, https://mcp.example:80, false",
        "https://mcp.example, 'null', false",
    })
    void knowsItsOriginWithAndWithoutTheUsualPort(String issuer, String origin, boolean own) {
        assertThat(new Issuer(issuer).isOrigin(origin)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mcp.example",
                "https://",
                "https://mcp.example/",
                "https://mcp.example/base/",
                "https://mcp.example?x",
                "https://mcp.example#",
                "https://user@mcp.example",
                "ftp://mcp.example",
                "javascript:x",
                "https://mcp example"
            })
    void refusesWhatIsNoIssuer(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Issuer(text));
    }
}
