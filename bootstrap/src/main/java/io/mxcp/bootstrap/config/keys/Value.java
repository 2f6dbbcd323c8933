package io.mxcp.bootstrap.config.keys;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What may stand in a place of a settings file. */
public sealed interface Value
        permits Plain, Value.Text, Value.Choice, Value.Whole, Value.ListOf, Value.MapOf, Value.Section, Value.Named {
    /** What stands behind this key of a map. */
    default Value below(String key) {
        return Plain.ANY;
    }

    /** What stands in a list. */
    default Value element() {
        return Plain.ANY;
    }

    /**
     * One text of a kind.
     *
     * @param kind what people call it: path, URL
     */
    record Text(String kind) implements Value {}

    /** One of these texts. */
    record Choice(List<String> choices) implements Value {
        /** Copies the list. */
        public Choice {
            choices = List.copyOf(choices);
        }
    }

    /** A whole number, both bounds included. */
    record Whole(long from, long to) implements Value {}

    /** A list. */
    record ListOf(Value element) implements Value {}

    /**
     * A map whose keys are names that the operator gives.
     *
     * @param label what stands for such a name in paths
     */
    record MapOf(String label, Value value) implements Value {
        @Override
        public Value below(String key) {
            return value;
        }
    }

    /**
     * A value that may hold others of its kind, and is described under a name.
     *
     * @param described made when it is asked for: it may name this one again
     */
    record Named(String name, Supplier<Section> described) implements Value {
        @Override
        public Value below(String key) {
            return described.get().below(key);
        }
    }

    /** A map of known keys. */
    final class Section implements Value {
        private final List<Key> keys;
        private final Map<String, Value> values;

        /**
         * Of these keys.
         *
         * @throws IllegalStateException if two have one name
         */
        public Section(List<Key> keys) {
            this.keys = List.copyOf(keys);
            this.values = keys.stream().collect(Collectors.toUnmodifiableMap(Key::name, Key::value));
        }

        /** In the order in which people read of them. */
        public List<Key> keys() {
            return keys;
        }

        /** A section of these keys. */
        public static Section of(Key... keys) {
            return new Section(List.of(keys));
        }

        /**
         * What stands behind this key.
         *
         * @throws IllegalStateException if there is no such key: then its reader and this description disagree
         */
        @Override
        public Value below(String key) {
            Value value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("the key '" + key + "' is described nowhere");
            }
            return value;
        }
    }
}
