package io.mxcp.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimMappingsTest {
    private static final Claims CLAIMS = Claims.of(Map.of(
            "realm_access",
            Map.of("roles", List.of("analyst", "reader")),
            "scope",
            "reports audit trail",
            "level",
            3,
            "staff",
            true,
            "https://acme.example/groups",
            List.of("sales"),
            "a.b",
            "exact",
            "a",
            Map.of("b", "nested")));

    @Test
    void takesEachElementOfAList() {
        assertThat(capabilities("realm_access.roles", Map.of("analyst", List.of("a"), "reader", List.of("r", "s"))))
                .containsExactlyInAnyOrder("a", "r", "s");
    }

    @Test
    void takesEachWordOfATextAndTheWhole() {
        assertThat(capabilities("scope", Map.of("audit", List.of("word"), "reports audit trail", List.of("whole"))))
                .containsExactlyInAnyOrder("word", "whole");
    }

    @Test
    void takesScalarsByTheirText() {
        assertThat(capabilities("level", Map.of("3", List.of("third")))).containsExactly("third");
        assertThat(capabilities("staff", Map.of("true", List.of("in"), "false", List.of("out"))))
                .containsExactly("in");
    }

    @Test
    void triesTheExactNameBeforeDots() {
        assertThat(capabilities("a.b", Map.of("exact", List.of("x"), "nested", List.of("n"))))
                .containsExactly("x");
        assertThat(capabilities("https://acme.example/groups", Map.of("sales", List.of("sell"))))
                .containsExactly("sell");
    }

    @Test
    void givesNothingForWhatItDoesNotKnow() {
        assertThat(capabilities("realm_access.roles", Map.of("admin", List.of("all"))))
                .isEmpty();
        assertThat(capabilities("realm_access", Map.of("roles", List.of("all"))))
                .isEmpty();
        assertThat(capabilities("absent.path", Map.of("x", List.of("all")))).isEmpty();
        assertThat(ClaimMappings.NONE.capabilities(CLAIMS)).isEmpty();
    }

    @Test
    void keepsTheTypesOfClaims() {
        assertThat(CLAIMS.at("level")).contains(new BigDecimal("3"));
        assertThat(CLAIMS.at("realm_access.roles")).contains(List.of("analyst", "reader"));
    }

    @Test
    void leavesOutWhatIsTooLargeOrTooDeepOrNull() {
        Map<String, Object> told = new HashMap<>();
        told.put("large", "x".repeat(20_000));
        told.put("null", null);
        told.put("small", "kept");
        Object deep = "bottom";
        for (int i = 0; i < 10; i++) {
            deep = Map.of("down", deep);
        }
        told.put("deep", deep);
        Claims claims = Claims.of(told);
        assertThat(claims.members()).containsOnlyKeys("small", "deep");
        assertThat(claims.at("deep.down.down.down.down.down.down.down.down")).isEmpty();
    }

    @Test
    void printsNamesOnly() {
        assertThat(CLAIMS.toString()).contains("scope").doesNotContain("audit");
    }

    private static Set<String> capabilities(String path, Map<String, List<String>> byValue) {
        return new ClaimMappings(Map.of(path, byValue)).capabilities(CLAIMS);
    }
}
