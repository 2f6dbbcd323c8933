package io.mxcp.http.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.ReadResult;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.http.json.JsonValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint takes and gives, between the JSON of clients and the values of SQL. Safe for use by many threads.
 */
public final class Contract {
    private final String name;
    private final List<Parameter> parameters;
    private final Check arguments;
    private final Optional<Check> result;

    private Contract(String name, List<Parameter> parameters, Optional<ValueType> result) {
        this.name = name;
        this.parameters = parameters;
        this.arguments = Check.ofArguments(Schemas.input(parameters));
        this.result = result.filter(Contract::saysMore).map(type -> Check.ofResults(Schemas.of(type)));
    }

    /** That of a tool. */
    public static Contract of(Tool tool) {
        return new Contract(tool.name(), tool.parameters(), tool.result());
    }

    /** That of a resource, whose arguments are the parts of its address. */
    public static Contract of(Resource resource) {
        return new Contract(resource.uri().toString(), resource.parameters(), resource.result());
    }

    /** That of a prompt, which promises nothing but text. */
    public static Contract of(Prompt prompt) {
        return new Contract(prompt.name(), prompt.parameters(), Optional.empty());
    }

    /**
     * Changes arguments that could only be sent as text into what their parameters are: numbers, {@code true} and {@code false} in any
     * case, lists and objects as JSON. What cannot be read so stays text, for the check to find.
     */
    public void readTexts(JsonObject given) {
        TextArguments.convert(parameters, given);
    }

    /** What is wrong with these arguments, if anything is. */
    public Optional<String> faultsOf(JsonObject given) {
        leaveOutNulls(given);
        return arguments.faults(given).map(faults -> "Invalid arguments of " + name + ": " + faults);
    }

    /** A result as JSON, if it is what the endpoint promises. */
    public ReadResult<JsonElement> json(Object value) {
        JsonElement json = JsonValues.toJson(value);
        return result.flatMap(check -> check.faults(json))
                .map(faults ->
                        ReadResult.<JsonElement>broken("The result of " + name + " is not what it promises: " + faults))
                .orElseGet(() -> ReadResult.of(json));
    }

    /** Arguments without faults, as SQL takes them. */
    public Map<String, Object> values(JsonObject given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (given.has(parameter.name())) {
                values.put(parameter.name(), value(given.get(parameter.name()), Optional.of(parameter.type())));
            }
        }
        return values;
    }

    /** Models often send null for what they leave out: no type here has it for a value, so it cannot mean anything else. */
    private void leaveOutNulls(JsonObject given) {
        for (Parameter parameter : parameters) {
            JsonElement value = given.get(parameter.name());
            if (!parameter.isRequired() && value != null && value.isJsonNull()) {
                given.remove(parameter.name());
            }
        }
    }

    private static Object value(JsonElement element, Optional<ValueType> type) {
        if (element instanceof JsonArray array) {
            List<Object> list = new ArrayList<>(array.size());
            array.forEach(item -> list.add(value(item, type.flatMap(ValueType::items))));
            return list;
        }
        if (element instanceof JsonObject object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.asMap()
                    .forEach((name, member) -> map.put(
                            name,
                            value(member, type.map(known -> known.properties().get(name)))));
            return map;
        }
        Object scalar = JsonValues.toJava(element);
        boolean integer = type.filter(known -> known.kind() == Kind.INTEGER).isPresent();
        return integer && scalar instanceof BigDecimal decimal ? whole(decimal) : scalar;
    }

    /** JSON Schema takes {@code 5.0} for an integer (2020-12 core §4.2.3); SQL shall get 5. */
    private static Object whole(BigDecimal decimal) {
        return decimal.precision() - decimal.scale() < 19
                ? (Object) decimal.longValueExact()
                : decimal.toBigIntegerExact();
    }

    /** Rows are always a list of objects: a type that says no more need not be checked. */
    private static boolean saysMore(ValueType type) {
        return type.kind() != Kind.ARRAY
                || type.items().isPresent()
                || !type.constraints().isEmpty();
    }
}
