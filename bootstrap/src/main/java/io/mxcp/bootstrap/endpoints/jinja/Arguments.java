package io.mxcp.bootstrap.endpoints.jinja;

import io.mxcp.domain.query.SqlNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments as a template sees them: copies that nothing changes; what is null in SQL is not there. */
final class Arguments {
    private Arguments() {}

    static Map<String, Object> of(Map<String, Object> arguments) {
        Map<String, Object> there = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            Object copy = copy(value);
            if (copy != null) {
                there.put(name, copy);
            }
        });
        return there;
    }

    private static @Nullable Object copy(Object value) {
        if (value == SqlNull.NULL) {
            return null;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copy(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(String.valueOf(name), copy(member)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }
}
