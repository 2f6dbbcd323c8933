package io.mxcp.bootstrap.endpoints.jinja;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables of a template: those that it uses, and those that it makes itself, wherever. For one thread. */
final class Variables {
    /** What every template has, or a loop or macro has within it. */
    private static final Set<String> EVERYWHERE =
            Set.of("true", "True", "false", "False", "none", "None", "null", "loop", "varargs", "kwargs", "caller");

    private final Map<String, Integer> used = new TreeMap<>();
    private final Set<String> made = new HashSet<>(EVERYWHERE);

    void use(String name, int line) {
        used.merge(name, line, Math::min);
    }

    /**
     * Notes what a tag makes.
     *
     * @param names separated by commas, each perhaps with a default behind {@code =}
     */
    void make(String names) {
        for (String name : names.split(",", -1)) {
            made.add(name.split("=", 2)[0].strip());
        }
    }

    /** Those that must be given, by name, with the first line that uses each. */
    Map<String, Integer> needed() {
        Map<String, Integer> needed = new TreeMap<>(used);
        needed.keySet().removeAll(made);
        return needed;
    }
}
