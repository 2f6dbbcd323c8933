package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(issuer.displayHost()).isEqualTo("MCP.example:443");
        assertThat(new Issuer("http://localhost:8000").isHttps()).isFalse();
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
