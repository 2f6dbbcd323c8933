package io.mxcp.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
    private final RequestHeaders headers =
            RequestHeaders.of(Map.of("X-Tenant", "acme", "Authorization", "Bearer secret", "COOKIE", "a=secret"));

    @Test
    void findsAFieldInAnyCase() {
        assertThat(headers.find("x-tenant")).contains("acme");
        assertThat(headers.find("X-TENANT")).contains("acme");
        assertThat(RequestHeaders.NONE.find("x-tenant")).isEmpty();
    }

    @Test
    void withholdsCredentials() {
        assertThat(headers.find("authorization")).isEmpty();
        assertThat(headers.find("Cookie")).isEmpty();
        assertThat(headers.toString()).doesNotContain("secret").doesNotContain("acme");
    }
}
