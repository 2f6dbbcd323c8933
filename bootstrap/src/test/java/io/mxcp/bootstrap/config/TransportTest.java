package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code transport} of {@code config.yml} means. */
class TransportTest {

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @ParameterizedTest
    @CsvSource({
        "'host: 0.0.0.0, scheme: https', https://localhost:8000",
        "'host: \"::\"', http://localhost:8000",
        "'host: \"::1\"', http://[::1]:8000",
        "'host: 127.0.0.1, public_host: mcp.example.com, scheme: https, port: 443', https://mcp.example.com",
        "'port: 80', http://localhost",
        "'port: 443', http://localhost:443",
        "'port: 443, scheme: https', https://localhost",
        "'base_url: \"https://Example.com:8443/data/\"', https://example.com:8443/data",
        "'base_url: \"https://api.example.com:443\"', https://api.example.com",
        "'base_url: \"http://localhost:80\"', http://localhost",
        "'base_url: null, port: \"${PORT}\"', http://localhost:9000",
    })
    void knowsUnderWhichUrlTheWorldReachesIt(String http, String issuer) throws IOException {
        folder.variable("PORT", "9000").config("transport: {http: {" + http + "}}");
        assertThat(folder.good().issuer()).hasToString(issuer);
        assertThat(folder.warnings()).hasSize(http.contains("0.0.0.0") || http.contains("\"::\"") ? 1 : 0);
    }

    @Test
    void letsTheOptionForThePortWin() throws IOException {
        folder.config("transport: {http: {port: 9000}}")
                .options(new Overrides(Optional.empty(), Optional.of(9001), Optional.empty(), false));
        assertThat(folder.good().issuer()).hasToString("http://localhost:9001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_url: 'ftp://x'",
                "base_url: 'https://x/?q'",
                "host: 'http://x'",
                "host: a_b",
                "scheme: ws",
                "port: x",
                "trusted_proxies: [10.0.0.0/8, proxy]",
                "public_host: 'a:1'",
                "allowed_origins: ['https://a/b']"
            })
    void refusesATransportThatMakesNoUrl(String http) throws IOException {
        assertThat(folder.config("transport: {http: {" + http + "}}").errors()).hasSize(1);
    }
}
