package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import java.util.List;

/** Looks over {@code policies}: an endpoint that has some is not served yet, but what is misspelt in one is told. */
final class PoliciesReader {
    private static final String DENY = "deny";
    private static final String FILTER = "filter_fields";
    private static final String MASK = "mask_fields";
    private static final List<String> ON_FIELDS = List.of(FILTER, MASK);
    static final List<String> INPUT_ACTIONS = List.of(DENY);
    static final List<String> OUTPUT_ACTIONS = List.of(DENY, FILTER, MASK, "filter_sensitive_fields");

    private PoliciesReader() {}

    /** Tells what is wrong with the policies of an endpoint. */
    static void check(YamlMap endpoint) {
        endpoint.map("policies").ifPresent(policies -> {
            policies.list("input").forEach(node -> node.map().ifPresent(policy -> check(policy, INPUT_ACTIONS)));
            policies.list("output").forEach(node -> node.map().ifPresent(policy -> check(policy, OUTPUT_ACTIONS)));
            policies.refuseOthers();
        });
    }

    private static void check(YamlMap policy, List<String> actions) {
        policy.requiredText("condition");
        policy.text("reason");
        List<String> fields = policy.texts("fields");
        boolean onFields =
                policy.requiredText("action").filter(ON_FIELDS::contains).isPresent();
        policy.get("action").ifPresent(node -> node.parsed(action -> action(action, actions)));
        if (onFields && fields.isEmpty()) {
            policy.node().error("fields is missing");
        }
        policy.refuseOthers();
    }

    private static String action(String text, List<String> known) {
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    "unknown action; known: " + String.join(", ", known) + Nearest.hint(text, known));
        }
        return text;
    }
}
