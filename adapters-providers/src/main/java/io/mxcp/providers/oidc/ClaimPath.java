package io.mxcp.providers.oidc;

import io.mxcp.providers.wire.JsonMembers;
import java.util.List;
import java.util.Optional;

/**
 * Names a claim: by its exact name ({@code https://acme.example/groups}), else by names with dots between, from the outside
 * inwards ({@code realm_access.roles}). The exact name comes first.
 */
public record ClaimPath(String text) {
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

    /** Whether it is the member of this name, or one within it. */
    boolean isWithin(String member) {
        return text.equals(member) || text.startsWith(member + ".");
    }

    private Optional<Holder> holder(JsonMembers claims) {
        if (claims.has(text)) {
            return Optional.of(new Holder(claims, text));
        }
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            ClaimPath inner = new ClaimPath(text.substring(dot + 1));
            Optional<Holder> found = claims.object(text.substring(0, dot)).flatMap(inner::holder);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private record Holder(JsonMembers in, String name) {}
}
