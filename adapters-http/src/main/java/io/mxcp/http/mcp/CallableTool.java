package io.mxcp.http.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.SqlNull;
import io.mxcp.http.json.JsonValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool with its schemas compiled, between the JSON of clients and the values of SQL. Safe for use by many threads. */
final class CallableTool {
    private final Tool tool;
    private final Check arguments;
    private final Optional<Check> result;

    CallableTool(Tool tool) {
        this.tool = tool;
        this.arguments = Check.ofArguments(Schemas.input(tool));
        this.result = tool.result().filter(CallableTool::saysMore).map(type -> Check.ofResults(Schemas.of(type)));
    }

    Tool tool() {
        return tool;
    }

    /** What is wrong with these arguments, if anything is. */
    Optional<String> faultsOf(JsonObject given) {
        leaveOutNulls(given);
        return arguments.faults(given).map(faults -> "Invalid arguments of " + tool.name() + ": " + faults);
    }

    /** What is wrong with this result, if anything is: a fault of the tool's author. */
    Optional<String> faultsOfResult(JsonElement value) {
        return result.flatMap(check -> check.faults(value))
                .map(faults -> "The result of " + tool.name() + " is not what it promises: " + faults);
    }

    /** Arguments without faults, as SQL takes them. */
    Map<String, Object> values(JsonObject given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : tool.parameters()) {
            if (given.has(parameter.name())) {
                values.put(parameter.name(), value(given.get(parameter.name()), Optional.of(parameter.type())));
            }
        }
        return values;
    }

    /** Models often send null for what they leave out; where null is the default, that is the same. */
    private void leaveOutNulls(JsonObject given) {
        for (Parameter parameter : tool.parameters()) {
            boolean nullByDefault = parameter
                    .defaultValue()
                    .filter(value -> value == SqlNull.NULL)
                    .isPresent();
            if (nullByDefault
                    && given.has(parameter.name())
                    && given.get(parameter.name()).isJsonNull()) {
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
