package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.EndpointException.Fault;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the arguments of a call, already checked against the schema of the parameters, into what an endpoint is given. */
final class Arguments {
    private Arguments() {}

    /** By parameter name, defaults filled in; arguments that are not declared are left out. */
    static Map<String, Object> complete(List<Parameter> parameters, Map<String, Object> given)
            throws EndpointException {
        Map<String, Object> complete = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            complete.put(parameter.name(), value(parameter, given));
        }
        return complete;
    }

    /** The same as SQL takes them: dates and times as such. */
    static Map<String, Object> bind(List<Parameter> parameters, Map<String, Object> given) throws EndpointException {
        Map<String, Object> bound = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            bound.put(parameter.name(), convert(parameter, value(parameter, given)));
        }
        return bound;
    }

    private static Object value(Parameter parameter, Map<String, Object> given) throws EndpointException {
        return given.containsKey(parameter.name())
                ? given.get(parameter.name())
                : parameter.defaultValue().orElseThrow(() -> refused(parameter.name() + " is missing"));
    }

    /** A bound text. */
    static String text(Map<String, Object> bound, String name) {
        return String.valueOf(bound.get(name));
    }

    private static Object convert(Parameter parameter, Object value) throws EndpointException {
        try {
            return convert(parameter.type(), value);
        } catch (DateTimeException e) {
            throw refused(
                    parameter.name() + " is not a " + parameter.type().format().orElse("date or time"));
        }
    }

    /** Also within lists and objects, as far as their types are told. */
    private static Object convert(ValueType type, Object value) {
        return value instanceof String text ? convert(type, text) : within(Optional.of(type), value);
    }

    private static Object within(Optional<ValueType> type, Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(element -> part(type.flatMap(ValueType::items), element))
                    .toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(
                    name.toString(), part(type.map(known -> known.properties().get(name.toString())), member)));
            return members;
        }
        return value;
    }

    private static Object part(Optional<ValueType> type, Object value) {
        return type.filter(Arguments::isBindable)
                .map(known -> convert(known, value))
                .orElseGet(() -> within(type, value));
    }

    /** A duration stays text here: lists and structs of the engine's driver hold no intervals. */
    private static boolean isBindable(ValueType type) {
        return type.format().filter(format -> !format.equals("duration")).isPresent();
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

    private static EndpointException refused(String message) {
        return new EndpointException(Fault.ARGUMENT, message);
    }
}
