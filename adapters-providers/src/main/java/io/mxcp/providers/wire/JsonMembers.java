package io.mxcp.providers.wire;

import io.mxcp.domain.secret.Secret;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A JSON object from outside, asked member by member. A member of another type than asked for counts as absent; one that is
 * {@code null} too. Prints the names only.
 */
public final class JsonMembers {
    private final Map<String, Object> members;

    JsonMembers(Map<String, Object> members) {
        this.members = Map.copyOf(members);
    }

    /** Whether there is such a member, of whatever type. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A string that is not empty. */
    public Optional<String> text(String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A string that is not empty, not to be shown. */
    public Optional<Secret> secret(String name) {
        return text(name).map(Secret::of);
    }

    /** A number. */
    public Optional<BigDecimal> number(String name) {
        return members.get(name) instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
    }

    /** A truth value. */
    public Optional<Boolean> flag(String name) {
        return members.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** The strings of a list; empty if it is absent or no list. */
    public List<String> texts(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** A string, or the strings of a list: the form of {@code aud} (RFC 7519 §4.1.3). */
    public List<String> textOrTexts(String name) {
        return text(name).map(List::of).orElseGet(() -> texts(name));
    }

    /** An object. */
    public Optional<JsonMembers> object(String name) {
        return members.get(name) instanceof JsonMembers object ? Optional.of(object) : Optional.empty();
    }

    /** All members as plain maps, lists, texts, numbers and truth values, in the order of their names. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new TreeMap<>();
        members.forEach((name, value) -> tree.put(name, plain(value)));
        return Collections.unmodifiableMap(tree);
    }

    private static Object plain(Object value) {
        if (value instanceof JsonMembers object) {
            return object.tree();
        }
        if (value instanceof List<?> list) {
            // an enum stands for null there
            return list.stream()
                    .filter(element -> !(element instanceof Enum<?>))
                    .map(JsonMembers::plain)
                    .toList();
        }
        return value;
    }

    /** The names of all members. */
    public Set<String> names() {
        return members.keySet();
    }

    @Override
    public String toString() {
        return "JsonMembers" + members.keySet();
    }
}
