package io.mxcp.domain.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a callback as it arrived; untrusted. A gateway reads only the parameters it knows. Prints their names only,
 * since the code is among them.
 */
public record CallbackParameters(Map<String, List<String>> values) {
    /** Copies map and lists. */
    public CallbackParameters {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a parameter that is there once and not empty. */
    public Optional<String> single(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 && !all.get(0).isEmpty() ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Whether the parameter is there more than once. */
    public boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    @Override
    public String toString() {
        return "CallbackParameters" + values.keySet();
    }
}
