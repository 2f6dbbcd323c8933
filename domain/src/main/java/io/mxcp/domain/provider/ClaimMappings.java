package io.mxcp.domain.provider;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which capabilities a person has, by what their provider says of them: claim path, then value, then capabilities. Capabilities are
 * a vocabulary of the operator's own, apart from our scopes and the provider's. Immutable.
 *
 * <p>A path names a member exactly, else members within members by dots. Of a list each element counts, of a text each word and the
 * whole, of a number or boolean its JSON text. Unknown values give nothing.
 */
public record ClaimMappings(Map<String, Map<String, List<String>>> byPath) {
    /** Nobody has any. */
    public static final ClaimMappings NONE = new ClaimMappings(Map.of());

    /** Copies the maps. */
    public ClaimMappings {
        Map<String, Map<String, List<String>>> copy = new LinkedHashMap<>();
        byPath.forEach((path, byValue) -> {
            Map<String, List<String>> values = new LinkedHashMap<>();
            byValue.forEach((value, capabilities) -> values.put(value, List.copyOf(capabilities)));
            copy.put(path, Map.copyOf(values));
        });
        byPath = Map.copyOf(copy);
    }

    /** The capabilities of somebody with these claims, sorted. */
    public Set<String> capabilities(Claims claims) {
        Set<String> capabilities = new TreeSet<>();
        byPath.forEach((path, byValue) -> claims.at(path).stream()
                .flatMap(ClaimMappings::texts)
                .forEach(text -> capabilities.addAll(byValue.getOrDefault(text, List.of()))));
        return Set.copyOf(capabilities);
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(ClaimMappings::element);
        }
        return value instanceof String text
                ? Stream.concat(Stream.of(text), Stream.of(text.split(" +", -1)))
                : element(value);
    }

    private static Stream<String> element(Object value) {
        if (value instanceof BigDecimal number) {
            return Stream.of(number.toPlainString());
        }
        return value instanceof String || value instanceof Boolean ? Stream.of(value.toString()) : Stream.of();
    }
}
