package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.util.Optional;

/** Reads what decides whether an endpoint is served at all: {@code enabled}, {@code policies} and {@code language}. */
final class Availability {
    private Availability() {}

    /**
     * Whether a tool or resource is served; why not is told, unless it is switched off.
     *
     * @param what its kind, for the message
     */
    static boolean ofSql(YamlMap map, String what) {
        boolean enabled = map.flag("enabled", true);
        checkPolicies(map, what, enabled);
        Optional<YamlNode> language = map.get("language");
        Optional<String> spoken = language.flatMap(YamlNode::text);
        boolean python = spoken.filter("python"::equals).isPresent();
        if (enabled && python) {
            language.ifPresent(node ->
                    node.warning("python is not offered here, and the " + what + " is not served; write it in sql"));
        }
        spoken.filter(name -> !name.equals("python") && !name.equals("sql"))
                .ifPresent(name -> language.ifPresent(node -> node.error("unknown language; known: sql")));
        return enabled && !hasPolicies(map) && !python;
    }

    /** Whether a prompt is served; why not is told, unless it is switched off. */
    static boolean ofPrompt(YamlMap map) {
        boolean enabled = map.flag("enabled", true);
        checkPolicies(map, "prompt", enabled);
        return enabled && !hasPolicies(map);
    }

    private static void checkPolicies(YamlMap map, String what, boolean enabled) {
        PoliciesReader.check(map);
        map.get("policies")
                .filter(node -> enabled)
                .ifPresent(node ->
                        node.warning("policies are not enforced yet, and the " + what + " is not served without them"));
    }

    /** Without its policies it would show what it must not. */
    private static boolean hasPolicies(YamlMap map) {
        return map.get("policies").isPresent();
    }
}
