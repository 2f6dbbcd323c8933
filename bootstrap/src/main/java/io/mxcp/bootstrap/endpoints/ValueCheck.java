package io.mxcp.bootstrap.endpoints;

import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.SqlNull;
import io.mxcp.http.contract.Formats;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks a value of an endpoint file against its type: a default that no caller could have sent is a mistake. */
final class ValueCheck {
    /** Formats that become types of SQL: what is not in them would fail at each call. */
    private static final Set<String> CONVERTED = Set.of("date", "time", "date-time", "duration", "timestamp");

    private ValueCheck() {}

    /** Why the value is none of this type, to follow the word that names it; absent if it is. Null is of every type. */
    static Optional<String> mistake(ValueType type, Object value) {
        if (value == SqlNull.NULL) {
            return Optional.empty();
        }
        if (!isOf(type.kind(), value)) {
            return Optional.of("is not of the type " + type.kind().wireName());
        }
        if (type.constraints().get("enum") instanceof List<?> allowed
                && allowed.stream().noneMatch(same(value))) {
            return Optional.of("is none of the values of enum");
        }
        return switch (type.kind()) {
            case STRING -> text(type, (String) value);
            case INTEGER, NUMBER -> number(type, decimal(value));
            case BOOLEAN -> Optional.empty();
            case ARRAY -> elements(type, (List<?>) value);
            case OBJECT -> members(type, (Map<?, ?>) value);
        };
    }

    private static boolean isOf(Kind kind, Object value) {
        return switch (kind) {
            case STRING -> value instanceof String;
            case INTEGER ->
                isNumber(value) && decimal(value).stripTrailingZeros().scale() <= 0;
            case NUMBER -> isNumber(value);
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List<?>;
            case OBJECT -> value instanceof Map<?, ?>;
        };
    }

    private static Predicate<Object> same(Object value) {
        return other -> (isNumber(value) && isNumber(other))
                ? decimal(value).compareTo(decimal(other)) == 0
                : value.equals(other);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof BigDecimal;
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof Long number ? BigDecimal.valueOf(number) : (BigDecimal) value;
    }

    private static Optional<String> text(ValueType type, String value) {
        if (isOutside(type, "minLength", "maxLength", value.codePointCount(0, value.length()))) {
            return Optional.of("is shorter than minLength or longer than maxLength");
        }
        Optional<String> format = type.format().filter(CONVERTED::contains).filter(name -> !Formats.holds(name, value));
        if (format.isPresent()) {
            return Optional.of("is not in the format " + format.get());
        }
        boolean matches = !(type.constraints().get("pattern") instanceof String pattern)
                || Pattern.compile(pattern).matcher(value).find();
        return matches ? Optional.empty() : Optional.of("does not match the pattern");
    }

    private static Optional<String> number(ValueType type, BigDecimal value) {
        boolean inside = bound(type, "minimum")
                        .filter(least -> value.compareTo(least) < 0)
                        .isEmpty()
                && bound(type, "maximum")
                        .filter(most -> value.compareTo(most) > 0)
                        .isEmpty()
                && bound(type, "exclusiveMinimum")
                        .filter(least -> value.compareTo(least) <= 0)
                        .isEmpty()
                && bound(type, "exclusiveMaximum")
                        .filter(most -> value.compareTo(most) >= 0)
                        .isEmpty();
        if (!inside) {
            return Optional.of("is outside the bounds");
        }
        return bound(type, "multipleOf")
                .filter(step -> step.signum() > 0 && value.remainder(step).signum() != 0)
                .map(step -> "is no multiple of " + step.toPlainString());
    }

    private static Optional<String> elements(ValueType type, List<?> values) {
        if (isOutside(type, "minItems", "maxItems", values.size())) {
            return Optional.of("has fewer elements than minItems or more than maxItems");
        }
        boolean unique = Boolean.TRUE.equals(type.constraints().get("uniqueItems"));
        if (unique && values.stream().distinct().count() != values.size()) {
            return Optional.of("has an element twice");
        }
        return type.items()
                .flatMap(items -> values.stream()
                        .map(value -> mistake(items, value))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(mistake -> "has an element that " + mistake));
    }

    private static Optional<String> members(ValueType type, Map<?, ?> values) {
        Optional<String> missing = type.required().stream()
                .filter(name -> !values.containsKey(name))
                .map(name -> "lacks the property '" + name + "'")
                .findFirst();
        Optional<String> surplus = values.keySet().stream()
                .filter(name ->
                        !type.additionalProperties() && !type.properties().containsKey(String.valueOf(name)))
                .map(name -> "has the unknown property '" + name + "'")
                .findFirst();
        return missing.or(() -> surplus)
                .or(() -> type.properties().entrySet().stream()
                        .filter(property -> values.containsKey(property.getKey()))
                        .map(property -> mistake(
                                        property.getValue(), Objects.requireNonNull(values.get(property.getKey())))
                                .map(mistake -> "has a property '" + property.getKey() + "' that " + mistake))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static boolean isOutside(ValueType type, String least, String most, long size) {
        BigDecimal value = BigDecimal.valueOf(size);
        return bound(type, least).filter(bound -> value.compareTo(bound) < 0).isPresent()
                || bound(type, most).filter(bound -> value.compareTo(bound) > 0).isPresent();
    }

    private static Optional<BigDecimal> bound(ValueType type, String key) {
        return Optional.ofNullable(type.constraints().get(key)).map(ValueCheck::decimal);
    }
}
