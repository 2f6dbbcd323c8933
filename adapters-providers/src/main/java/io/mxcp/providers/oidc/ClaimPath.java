package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.providers.wire.JsonMembers;
import java.util.List;
import java.util.Optional;

/**
 * Names a claim: by its exact name ({@code https://acme.example/groups}), else by names with dots between, from the outside
 * inwards ({@code realm_access.roles}). The exact name comes first.
 */
public record ClaimPath(String text) {
    private static final String FACT = "oidc.id_token.";
    private static final String BETWEEN = "\n";

    /** The claim if it is a text. */
    Optional<String> one(JsonMembers claims) {
        return holder(claims).flatMap(found -> found.in().text(found.name()));
    }

    /** Its texts if it is a text or a list of them; else none. */
    List<String> all(JsonMembers claims) {
        return holder(claims).map(found -> found.in().textOrTexts(found.name())).orElse(List.of());
    }

    boolean isIn(JsonMembers claims) {
        return holder(claims).isPresent();
    }

    private Optional<Holder> holder(JsonMembers claims) {
        int dot = text.indexOf('.');
        if (claims.has(text) || dot < 0) {
            return Optional.of(new Holder(claims, text)).filter(found -> claims.has(text));
        }
        ClaimPath inner = new ClaimPath(text.substring(dot + 1));
        return claims.object(text.substring(0, dot)).flatMap(inner::holder);
    }

    String factName() {
        return FACT + text;
    }

    /** What is kept of the claim: its texts, a line each; one with a line break of its own could pass for two. */
    String written(JsonMembers claims) {
        return String.join(
                BETWEEN,
                all(claims).stream().filter(value -> !value.contains(BETWEEN)).toList());
    }

    /** The texts that {@link #written} kept among the facts of these tokens. */
    List<String> kept(ProviderTokens tokens) {
        String lines = tokens.facts().getOrDefault(factName(), "");
        return lines.isEmpty() ? List.of() : List.of(lines.split(BETWEEN, -1));
    }

    private record Holder(JsonMembers in, String name) {}
}
