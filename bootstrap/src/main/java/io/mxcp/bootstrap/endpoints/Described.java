package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a tool or a resource says of itself, all but its name and its SQL. */
record Described(
        Optional<String> description,
        List<String> tags,
        Annotations annotations,
        List<Parameter> parameters,
        Optional<ValueType> result) {
    static Described read(YamlMap map) {
        return new Described(
                map.text("description"),
                map.texts("tags"),
                map.map("annotations").map(Described::annotations).orElse(Annotations.NONE),
                parameters(map),
                map.map("return").flatMap(TypeReader::result));
    }

    private static Annotations annotations(YamlMap map) {
        Annotations annotations = new Annotations(
                map.text("title"),
                hint(map, "readOnlyHint"),
                hint(map, "destructiveHint"),
                hint(map, "idempotentHint"),
                hint(map, "openWorldHint"));
        map.refuseOthers();
        return annotations;
    }

    private static Optional<Boolean> hint(YamlMap map, String key) {
        return map.get(key).flatMap(YamlNode::flag);
    }

    static List<Parameter> parameters(YamlMap map) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode node : map.list("parameters")) {
            node.map().flatMap(TypeReader::parameter).ifPresent(parameter -> {
                if (names.add(parameter.name())) {
                    parameters.add(parameter);
                } else {
                    node.error("there is another parameter '" + parameter.name() + "'");
                }
            });
        }
        return parameters;
    }
}
