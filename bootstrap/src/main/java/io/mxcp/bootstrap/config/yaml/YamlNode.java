package io.mxcp.bootstrap.config.yaml;

import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.domain.secret.Secret;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a file, and its place there. A method that cannot give what was asked tells the problem and gives nothing. */
public final class YamlNode {
    private final Node node;
    private final String path;
    private final YamlFile file;
    private final Value described;

    YamlNode(Node node, String path, YamlFile file, Value described) {
        this.node = node;
        this.path = path;
        this.file = file;
        this.described = described;
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** This value, as described: keys that are not described cannot be asked for below it. */
    public YamlNode as(Value description) {
        return new YamlNode(node, path, file, description);
    }

    /** This value as part of something that is not in use: only its keys are checked, nothing is put into its texts. */
    public YamlNode shapeOnly() {
        return new YamlNode(node, path, file.shapeOnly(), described);
    }

    /** Tells a mistake at this place. */
    public void error(String message) {
        file.problems().error(file.problem(node, path, message));
    }

    /** Tells something to know at this place. */
    public void warning(String message) {
        file.problems().warning(file.problem(node, path, message));
    }

    /** Whether nothing stands here. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** Whether a single value stands here, and neither list nor map. */
    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** Its members by key. */
    public Optional<YamlMap> map() {
        if (node instanceof MappingNode map) {
            return Optional.of(new YamlMap(this, map, path, file, described));
        }
        return wrong("must be a map of keys");
    }

    /** Its elements; none if it is no list, and then the problem is told. */
    public List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            error("must be a list");
            return List.of();
        }
        List<YamlNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlNode(element, path + "[" + elements.size() + "]", file, described.element()));
        }
        return elements;
    }

    /** Whether a list stands here. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Its text, with everything put in; numbers and truth values as written. */
    public Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) {
            return wrong("must be a single text");
        }
        return isNull() ? wrong("is empty") : file.substitution().apply(scalar.getValue(), this::error);
    }

    /** Its text as a value that is never shown. */
    public Optional<Secret> secret() {
        return text().flatMap(text -> text.isEmpty() ? wrong("is empty") : Optional.of(Secret.of(text)));
    }

    /** What a reader makes of its text. What the reader throws must quote no secret: it is the problem told. */
    public <T> Optional<T> parsed(Function<String, T> reader) {
        return text().flatMap(text -> tried(() -> reader.apply(text)));
    }

    /** What a reader makes of its text as a secret. What the reader throws must not quote it: it is the problem told. */
    public <T> Optional<T> parsedSecret(Function<Secret, T> reader) {
        return secret().flatMap(secret -> tried(() -> reader.apply(secret)));
    }

    /** True or false; without quotes also the yes, no, on and off of YAML 1.1, in its three ways to write them. */
    public Optional<Boolean> flag() {
        return text().flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> olderFlag(text).or(() -> wrong("must be true or false"));
        });
    }

    private Optional<Boolean> olderFlag(String text) {
        boolean plain = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return plain ? Scalars.olderFlag(text) : Optional.empty();
    }

    /** Its value where a truth value is expected: {@link #value} that also knows what {@link #flag} knows. */
    public Optional<Object> flagOrValue() {
        return node instanceof ScalarNode scalar && olderFlag(scalar.getValue()).isPresent()
                ? flag().map(Object.class::cast)
                : value();
    }

    /** A whole number within these bounds, both included. */
    public Optional<Long> wholeNumber(long from, long to) {
        String message = "must be a whole number from " + from + " to " + to;
        return text().flatMap(text -> {
            try {
                long number = Long.parseLong(text);
                return number >= from && number <= to ? Optional.of(number) : wrong(message);
            } catch (NumberFormatException e) {
                return wrong(message);
            }
        });
    }

    /** Any number, of at most 100 characters and without huge exponent. */
    public Optional<BigDecimal> number() {
        return text().flatMap(text -> Scalars.number(text).or(() -> wrong("must be a number")));
    }

    /** Its value as YAML means it: String, Long, BigDecimal, Boolean, List, Map, or {@code SqlNull.NULL}. */
    public Optional<Object> value() {
        return Scalars.valueOf(node).or(() -> wrong("is no value that can be used here"));
    }

    private <T> Optional<T> tried(java.util.function.Supplier<T> attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (IllegalArgumentException e) {
            return wrong(String.valueOf(e.getMessage()));
        }
    }

    private <T> Optional<T> wrong(String message) {
        error(message);
        return Optional.empty();
    }
}
