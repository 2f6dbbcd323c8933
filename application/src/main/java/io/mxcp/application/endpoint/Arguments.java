package io.mxcp.application.endpoint;

import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the arguments of a call, already checked against the tool's schema, into what SQL is given: defaults filled in, dates and times
 * as such.
 */
final class Arguments {
    private Arguments() {}

    /** By parameter name; arguments that the tool does not declare are left out. */
    static Map<String, Object> bind(Tool tool, Map<String, Object> given) throws BadArgument {
        Map<String, Object> bound = new LinkedHashMap<>();
        for (Parameter parameter : tool.parameters()) {
            Object value = given.containsKey(parameter.name())
                    ? given.get(parameter.name())
                    : parameter.defaultValue().orElseThrow(() -> new BadArgument(parameter.name() + " is missing"));
            bound.put(parameter.name(), convert(parameter, value));
        }
        return bound;
    }

    /** A bound text. */
    static String text(Map<String, Object> bound, String name) {
        return String.valueOf(bound.get(name));
    }

    private static Object convert(Parameter parameter, Object value) throws BadArgument {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return convert(parameter.type(), text);
        } catch (DateTimeException e) {
            throw new BadArgument(
                    parameter.name() + " is not a " + parameter.type().format().orElse("date or time"));
        }
    }

    private static Object convert(ValueType type, String text) {
        return switch (type.format().orElse("")) {
            case "date" -> LocalDate.parse(text);
            case "time" -> LocalTime.parse(text);
            case "date-time" -> OffsetDateTime.parse(text).toInstant();
            case "timestamp" -> Instant.ofEpochSecond(seconds(text));
            case "duration" -> Duration.parse(text);
            default -> text;
        };
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return OffsetDateTime.parse(text).toEpochSecond();
        }
    }

    /** An argument that cannot be used; the message may be shown. */
    static final class BadArgument extends Exception {
        private static final long serialVersionUID = 1L;

        private final String explanation;

        BadArgument(String message) {
            super(message, null, false, false);
            this.explanation = message;
        }

        String explanation() {
            return explanation;
        }
    }
}
