package io.mxcp.bootstrap.config.yaml;

import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What values mean in YAML 1.2 (core schema). */
final class Scalars {
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 1000;

    private Scalars() {}

    /** The truth values that YAML 1.1 has besides those of YAML 1.2. */
    static Optional<Boolean> olderFlag(String text) {
        return switch (text) {
            case "yes", "Yes", "YES", "on", "On", "ON" -> Optional.of(true);
            case "no", "No", "NO", "off", "Off", "OFF" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A decimal number; absent for other texts, and for those whose digits would fill the memory. */
    static Optional<BigDecimal> number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= LARGEST_EXPONENT ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The value of a node; absent for infinity and not-a-number, for keys that are no text, and for foreign tags. */
    static Optional<Object> valueOf(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        return node instanceof SequenceNode list ? list(list) : map((MappingNode) node);
    }

    private static Optional<Object> scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return Optional.of(SqlNull.NULL);
        }
        if (tag.equals(Tag.BOOL)) {
            return Optional.of(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        if (tag.equals(Tag.INT)) {
            return whole(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            return number(text).map(Object.class::cast);
        }
        return tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Object> whole(String text) {
        boolean hexadecimal = text.startsWith("0x");
        boolean octal = text.startsWith("0o");
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            int radix = hexadecimal ? 16 : octal ? 8 : 10;
            BigInteger number = new BigInteger(radix == 10 ? text : text.substring(2), radix);
            return Optional.of(number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> list(SequenceNode node) {
        List<Object> values = new ArrayList<>();
        for (Node element : node.getValue()) {
            Optional<Object> value = valueOf(element);
            if (value.isEmpty()) {
                return value;
            }
            values.add(value.get());
        }
        return Optional.of(List.copyOf(values));
    }

    private static Optional<Object> map(MappingNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple member : node.getValue()) {
            Optional<Object> value = valueOf(member.getValueNode());
            if (value.isEmpty() || !(member.getKeyNode() instanceof ScalarNode key)) {
                return Optional.empty();
            }
            values.put(key.getValue(), value.get());
        }
        return Optional.of(values);
    }
}
