package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the keywords that bound a type. One that says nothing of its kind is kept: as in JSON Schema, it has no effect. */
final class Constraints {
    private static final List<String> LENGTHS = List.of("minLength", "maxLength", "minItems", "maxItems");
    private static final List<String> BOUNDS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
    static final List<String> FORMATS = List.of("email", "uri", "date", "time", "date-time", "duration", "timestamp");

    private final YamlMap map;
    private final Map<String, Object> constraints = new LinkedHashMap<>();

    Constraints(YamlMap map) {
        this.map = map;
    }

    Map<String, Object> read() {
        map.get("format").flatMap(node -> node.parsed(Constraints::format)).ifPresent(value -> put("format", value));
        map.get("pattern").flatMap(node -> node.parsed(Constraints::pattern)).ifPresent(value -> put("pattern", value));
        LENGTHS.forEach(key -> map.get(key)
                .flatMap(node -> node.wholeNumber(0, Integer.MAX_VALUE))
                .ifPresent(value -> put(key, value)));
        BOUNDS.forEach(key -> map.get(key).flatMap(YamlNode::number).ifPresent(value -> put(key, value)));
        map.get("multipleOf").flatMap(Constraints::positive).ifPresent(value -> put("multipleOf", value));
        map.get("uniqueItems").flatMap(YamlNode::flag).ifPresent(value -> put("uniqueItems", value));
        values("enum").ifPresent(value -> put("enum", value));
        values("examples").ifPresent(value -> put("examples", value));
        return constraints;
    }

    private static Optional<BigDecimal> positive(YamlNode node) {
        Optional<BigDecimal> number = node.number();
        if (number.filter(value -> value.signum() <= 0).isPresent()) {
            node.error("must be greater than 0");
            return Optional.empty();
        }
        return number;
    }

    private void put(String key, Object value) {
        constraints.put(key, value);
    }

    private Optional<Object> values(String key) {
        Optional<YamlNode> node = map.get(key);
        if (node.isEmpty() || node.get().list().isEmpty()) {
            node.filter(YamlNode::isList).ifPresent(empty -> empty.error("needs at least one value"));
            return Optional.empty();
        }
        return node.flatMap(YamlNode::value);
    }

    private static String format(String text) {
        if (!FORMATS.contains(text)) {
            throw new IllegalArgumentException(
                    "unknown format; known: " + String.join(", ", FORMATS) + Nearest.hint(text, FORMATS));
        }
        return text;
    }

    private static String pattern(String text) {
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression: " + e.getDescription());
        }
    }
}
