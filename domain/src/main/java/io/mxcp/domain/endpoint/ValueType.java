package io.mxcp.domain.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a parameter or a result, as an endpoint file spells it; a small part of JSON Schema.
 *
 * @param kind which of the six types
 * @param description for people and models
 * @param constraints the JSON Schema keywords that hold ({@code minLength}, {@code enum}, {@code format} …), by name; values are
 *     String, Long, BigDecimal, Boolean or lists of these
 * @param items the type of an array's elements
 * @param properties the members of an object, in order
 * @param required which of them must be there
 * @param additionalProperties whether an object may have others
 * @param sensitive whether policies treat it as such
 */
public record ValueType(
        Kind kind,
        Optional<String> description,
        Map<String, Object> constraints,
        Optional<ValueType> items,
        Map<String, ValueType> properties,
        List<String> required,
        boolean additionalProperties,
        boolean sensitive) {

    /** A type that says no more than its kind. */
    public static ValueType of(Kind kind) {
        return new ValueType(kind, Optional.empty(), Map.of(), Optional.empty(), Map.of(), List.of(), true, false);
    }

    /** The {@code format} of a string, if it has one. */
    public Optional<String> format() {
        return Optional.ofNullable(constraints.get("format")).map(Object::toString);
    }

    /** The six types. */
    public enum Kind {
        /** Text. */
        STRING,
        /** A whole number. */
        INTEGER,
        /** Any number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A list. */
        ARRAY,
        /** Members by name. */
        OBJECT;

        /** The spelling of endpoint files and JSON Schema. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of this spelling, if there is one. */
        public static Optional<Kind> ofWireName(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName().equals(wireName))
                    .findFirst();
        }

        /** Whether a value of it is neither list nor object. */
        public boolean isScalar() {
            return this != ARRAY && this != OBJECT;
        }
    }
}
