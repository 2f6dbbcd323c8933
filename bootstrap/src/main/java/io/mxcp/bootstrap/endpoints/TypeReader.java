package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the types of parameters and results. */
final class TypeReader {
    private TypeReader() {}

    /** A parameter: a type with a name, and a default perhaps. */
    static Optional<Parameter> parameter(YamlMap map) {
        if (!map.has("name")) {
            map.node().error("name is missing");
        }
        Optional<ValueType> type = type(map, "name");
        Optional<YamlNode> defaultNode = map.getEvenNull("default");
        boolean truth = type.filter(known -> known.kind() == Kind.BOOLEAN).isPresent();
        Optional<Object> defaultValue = defaultNode.flatMap(truth ? YamlNode::flagOrValue : YamlNode::value);
        type.ifPresent(known -> defaultValue
                .flatMap(value -> ValueCheck.mistake(known, value))
                .ifPresent(mistake -> defaultNode.ifPresent(node -> node.error("the default " + mistake))));
        return type.flatMap(known ->
                map.get("name").flatMap(node -> node.parsed(name -> new Parameter(name, known, defaultValue))));
    }

    /** The type of a result; it may have a name, which says nothing. */
    static Optional<ValueType> result(YamlMap map) {
        return type(map, "name");
    }

    private static Optional<ValueType> nested(YamlMap map) {
        return type(map);
    }

    private static Optional<ValueType> type(YamlMap map, String... alsoKnown) {
        map.accept(alsoKnown);
        map.accept("default");
        if (!map.has("type")) {
            map.node().error("type is missing");
        }
        Optional<Kind> kind = map.get("type").flatMap(node -> node.parsed(TypeReader::kind));
        Optional<String> description = map.text("description");
        Map<String, Object> constraints = new Constraints(map).read(kind);
        Optional<ValueType> items = map.map("items").flatMap(TypeReader::nested);
        Map<String, ValueType> properties = properties(map);
        List<String> required = required(map, properties);
        boolean additional = map.flag("additionalProperties", true);
        boolean sensitive = map.flag("sensitive", false);
        map.refuseOthers();
        return kind.map(known ->
                new ValueType(known, description, constraints, items, properties, required, additional, sensitive));
    }

    private static Kind kind(String text) {
        List<String> known = Arrays.stream(Kind.values()).map(Kind::wireName).toList();
        return Kind.ofWireName(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown type '" + text + "'; known: " + String.join(", ", known) + Nearest.hint(text, known)));
    }

    private static Map<String, ValueType> properties(YamlMap map) {
        Map<String, ValueType> properties = new LinkedHashMap<>();
        map.map("properties")
                .ifPresent(members -> members.names()
                        .forEach(name -> members.map(name)
                                .flatMap(TypeReader::nested)
                                .ifPresent(type -> properties.put(name, type))));
        return properties;
    }

    private static List<String> required(YamlMap map, Map<String, ValueType> properties) {
        List<String> required = map.texts("required").stream().distinct().toList();
        required.stream()
                .filter(name -> map.has("properties") && !properties.containsKey(name))
                .forEach(name -> map.get("required")
                        .ifPresent(node -> node.error("'" + name + "' is required, but there is no such property"
                                + Nearest.hint(name, properties.keySet()))));
        return required;
    }
}
