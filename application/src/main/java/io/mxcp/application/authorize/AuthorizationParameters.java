package io.mxcp.application.authorize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an authorization request as they arrived; untrusted. Prints their names only, since the state is among them. */
public record AuthorizationParameters(Map<String, List<String>> values) {
    /** Copies map and lists. */
    public AuthorizationParameters {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a parameter that is there once and not empty; an empty one counts as left out (RFC 6749 §3.1). */
    Optional<String> get(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 && !all.get(0).isEmpty() ? Optional.of(all.get(0)) : Optional.empty();
    }

    boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    Optional<String> firstRepeated() {
        return values.keySet().stream().filter(this::isRepeated).findFirst();
    }

    @Override
    public String toString() {
        return "AuthorizationParameters" + values.keySet();
    }
}
