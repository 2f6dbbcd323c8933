package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIndicatorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example/mcp",
                "https://mcp.example/mcp/",
                "HTTPS://MCP.Example/mcp",
                "https://mcp.example:443/mcp"
            })
    void hasOneSpelling(String text) {
        assertThat(ResourceIndicator.parse(text)).hasToString("https://mcp.example/mcp");
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example/MCP",
        "https://mcp.example/mcp//",
        "https://mcp.example/mcp?x",
        "https://mcp.example:8443/mcp",
        "http://mcp.example/mcp",
        "https://other.example/mcp",
        "https://mcp.example/%6dcp"
    })
    void keepsDifferentResourcesApart(String other) {
        assertThat(ResourceIndicator.parse(other)).isNotEqualTo(ResourceIndicator.parse("https://mcp.example/mcp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mcp",
                "/mcp",
                "//mcp.example/mcp",
                "https:",
                "urn:x:y",
                "https://mcp.example/mcp#",
                "https://mcp.example/mcp#f",
                "https://user@mcp.example/mcp",
                "https://mcp example/",
                "https://mcp.example/\u0000"
            })
    void isAnAbsoluteUriWithHostAndWithoutFragmentOrUser(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceIndicator.parse(text));
    }

    @Property(tries = 10_000)
    void isReadOrRefusedWhateverItIs(@ForAll String text) {
        try {
            ResourceIndicator once = ResourceIndicator.parse("https://mcp.example/" + text);
            assertThat(once.value()).startsWith("https://mcp.example");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("a resource");
        }
    }
}
