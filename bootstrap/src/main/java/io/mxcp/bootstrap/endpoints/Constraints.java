package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.ValueType.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the keywords that bound a type. One that says nothing of its kind has no effect, as in JSON Schema. */
final class Constraints {
    private static final List<String> LENGTHS = List.of("minLength", "maxLength", "minItems", "maxItems");
    private static final List<String> BOUNDS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
    static final List<String> FORMATS = List.of("email", "uri", "date", "time", "date-time", "duration", "timestamp");

    private static final List<String> OF_TEXTS = List.of("minLength", "maxLength", "pattern");
    private static final List<String> OF_LISTS = List.of("minItems", "maxItems", "uniqueItems");
    private static final List<String> OF_NUMBERS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    private final YamlMap map;
    private final Map<String, Object> constraints = new LinkedHashMap<>();

    Constraints(YamlMap map) {
        this.map = map;
    }

    /** The keywords of a type of this kind; absent if that is unknown. */
    Map<String, Object> read(Optional<Kind> kind) {
        kind.ifPresent(this::warnOfThoseOfOtherKinds);
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
        refuseWhatNoValueMeets();
        return constraints;
    }

    private void warnOfThoseOfOtherKinds(Kind kind) {
        warn(OF_TEXTS, kind == Kind.STRING, kind);
        warn(OF_LISTS, kind == Kind.ARRAY, kind);
        warn(OF_NUMBERS, kind == Kind.INTEGER || kind == Kind.NUMBER, kind);
    }

    private void warn(List<String> keys, boolean meant, Kind kind) {
        if (!meant) {
            keys.forEach(key ->
                    map.get(key).ifPresent(node -> node.warning(key + " says nothing of type " + kind.wireName())));
        }
    }

    private void refuseWhatNoValueMeets() {
        refuseOrder("minimum", "maximum", false);
        refuseOrder("exclusiveMinimum", "exclusiveMaximum", true);
        refuseOrder("minimum", "exclusiveMaximum", true);
        refuseOrder("exclusiveMinimum", "maximum", true);
        refuseOrder("minLength", "maxLength", false);
        refuseOrder("minItems", "maxItems", false);
    }

    /** @param apart whether equal bounds leave no value either */
    private void refuseOrder(String least, String most, boolean apart) {
        if (!constraints.containsKey(least) || !constraints.containsKey(most)) {
            return;
        }
        int order = decimal(least).compareTo(decimal(most));
        if (order > 0 || (apart && order == 0)) {
            map.get(least).ifPresent(node -> node.error("leaves no value beside " + most));
        }
    }

    private BigDecimal decimal(String key) {
        return new BigDecimal(String.valueOf(constraints.get(key)));
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
