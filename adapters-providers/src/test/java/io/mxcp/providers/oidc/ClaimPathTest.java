package io.mxcp.providers.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.StrictJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimPathTest {
    private static final JsonMembers CLAIMS =
            StrictJson.object("""
                    {"a.b":"exact","a":{"b":"inner","c.d":["x","y"],"n":7},"https://acme.example/g":["g"],"d.e":{"f":"deep"}}""".getBytes(UTF_8)).orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "a.b, exact",
        "a.c.d, 'x,y'",
        "https://acme.example/g, g",
        "a.n, ''",
        "a, ''",
        "a.x, ''",
        "z.b, ''",
        "d.e.f, deep"
    })
    void findsTheExactNameFirstAndThenGoesByTheDots(String path, String texts) {
        assertThat(String.join(",", new ClaimPath(path).all(CLAIMS))).isEqualTo(texts);
    }
}
