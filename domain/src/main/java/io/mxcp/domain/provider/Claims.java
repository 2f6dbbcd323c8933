package io.mxcp.domain.provider;

import io.mxcp.domain.secret.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider told of a person in its own words: the members of its user info and of verified tokens, as a tree of texts,
 * numbers, booleans, lists and maps. Immutable.
 *
 * <p>Bounded, since it is stored with each grant: a member that would make it larger than 16 KiB, or that is nested deeper than
 * 8 levels, is left out whole.
 */
public final class Claims {
    /** No claims. */
    public static final Claims NONE = new Claims(Map.of());

    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_SCALE = 100;
    private static final String TEXT = "t";
    private static final String NUMBER = "n";
    private static final String BOOLEAN = "b";
    private static final String LIST = "l";
    private static final String MAP = "m";

    private final Map<String, Object> members;

    private Claims(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Those of these members that fit, in order; what JSON calls null is left out.
     *
     * @param members values are String, Boolean, Number, List or Map with String keys; of others the text counts
     */
    public static Claims of(Map<String, ?> members) {
        Map<String, Object> kept = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<String, ?> member : members.entrySet()) {
            Optional<Object> value = copy(member.getValue(), 1);
            int size = value.map(known -> size(member.getKey(), known)).orElse(0);
            if (value.isPresent() && bytes + size <= MAX_BYTES) {
                kept.put(member.getKey(), value.get());
                bytes += size;
            }
        }
        return new Claims(Collections.unmodifiableMap(kept));
    }

    /** These, and those of the others whose names are not among them. */
    public Claims or(Claims others) {
        Map<String, Object> both = new LinkedHashMap<>(members);
        others.members.forEach(both::putIfAbsent);
        return of(both);
    }

    /** The members by name, in order. */
    public Map<String, Object> members() {
        return members;
    }

    /**
     * The value at a path: the member of exactly this name, else the member below the member before a dot, and so on
     * ({@code realm_access.roles}).
     */
    public Optional<Object> at(String path) {
        return at(members, path);
    }

    private static Optional<Object> at(Map<?, ?> map, String path) {
        Optional<Object> exact = Optional.ofNullable(map.get(path));
        if (exact.isPresent()) {
            return exact;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (map.get(path.substring(0, dot)) instanceof Map<?, ?> below) {
                Optional<Object> found = at(below, path.substring(dot + 1));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    void writeTo(Fields fields) {
        write(fields, members);
    }

    static Claims readFrom(Fields fields) {
        if (!fields.take().equals(MAP)) {
            throw new IllegalArgumentException("claims are members by name");
        }
        return new Claims(readMap(fields));
    }

    private static int size(String name, Object value) {
        return write(Fields.write().put(name), value).toBytes().length;
    }

    private static Fields write(Fields fields, Object value) {
        if (value instanceof Map<?, ?> map) {
            fields.put(MAP).put(Integer.toString(map.size()));
            map.forEach((name, member) -> write(fields.put(name.toString()), member));
        } else if (value instanceof List<?> list) {
            fields.put(LIST).put(Integer.toString(list.size()));
            list.forEach(element -> write(fields, element));
        } else {
            fields.put(value instanceof Boolean ? BOOLEAN : value instanceof BigDecimal ? NUMBER : TEXT)
                    .put(value.toString());
        }
        return fields;
    }

    private static Object read(Fields fields) {
        String kind = fields.take();
        return switch (kind) {
            case MAP -> readMap(fields);
            case LIST -> readList(fields);
            case BOOLEAN -> Boolean.valueOf(fields.take());
            case NUMBER -> new BigDecimal(fields.take());
            default -> fields.take();
        };
    }

    private static Map<String, Object> readMap(Fields fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int left = Integer.parseInt(fields.take()); left > 0; left--) {
            map.put(fields.take(), read(fields));
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<Object> readList(Fields fields) {
        List<Object> list = new ArrayList<>();
        for (int left = Integer.parseInt(fields.take()); left > 0; left--) {
            list.add(read(fields));
        }
        return Collections.unmodifiableList(list);
    }

    /** Nothing where it is nested too deep, or absent in JSON's sense. */
    private static Optional<Object> copy(Object value, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) ->
                    copy(member, depth + 1).ifPresent(known -> copy.put(String.valueOf(name), known)));
            return Optional.of(Collections.unmodifiableMap(copy));
        }
        if (value instanceof List<?> list) {
            return Optional.of(list.stream()
                    .map(element -> copy(element, depth + 1))
                    .flatMap(Optional::stream)
                    .toList());
        }
        return Optional.of(scalar(value));
    }

    private static Object scalar(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return value instanceof Number number ? number(new BigDecimal(number.toString())) : value.toString();
    }

    /** One with a huge exponent would fill the memory where it is written out. */
    private static Object number(BigDecimal number) {
        return Math.abs(number.scale()) > MAX_SCALE ? number.toString() : number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claims claims && members.equals(claims.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The names only: the values say who somebody is. */
    @Override
    public String toString() {
        return "Claims" + members.keySet();
    }
}
