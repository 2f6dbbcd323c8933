package io.mxcp.bootstrap.config.yaml;

import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.domain.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A map of a file. A key that is asked for is known; {@link #refuseOthers} comes last. A key with nothing behind it counts as
 * absent. Where the map is described, asking for a key that the description lacks is a mistake of the reader.
 */
public final class YamlMap {
    private final YamlNode itself;
    private final String path;
    private final YamlFile file;
    private final Value described;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    YamlMap(YamlNode itself, MappingNode map, String path, YamlFile file, Value described) {
        this.itself = itself;
        this.path = path;
        this.file = file;
        this.described = described;
        for (NodeTuple member : map.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode key && keys.putIfAbsent(key.getValue(), key) == null) {
                values.put(key.getValue(), member.getValueNode());
            }
        }
    }

    /** The map as a value, for problems that concern all of it. */
    public YamlNode node() {
        return itself;
    }

    /** All keys of the file, in its order; for maps whose keys are names. */
    public List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** Whether something stands behind this key, good or not. */
    public boolean has(String key) {
        return get(key).isPresent();
    }

    /** The value behind this key. */
    public Optional<YamlNode> get(String key) {
        return getEvenNull(key).filter(node -> !node.isNull());
    }

    /** The value behind this key, be it null. */
    public Optional<YamlNode> getEvenNull(String key) {
        known.add(key);
        Value below = described.below(key);
        return Optional.ofNullable(values.get(key))
                .map(value -> new YamlNode(value, YamlNode.join(path, key), file, below));
    }

    /** The text behind this key. */
    public Optional<String> text(String key) {
        return get(key).flatMap(YamlNode::text);
    }

    /** The text behind a key that must be there. */
    public Optional<String> requiredText(String key) {
        if (!has(key)) {
            itself.error(key + " is missing");
        }
        return text(key);
    }

    /** The secret behind this key. */
    public Optional<Secret> secret(String key) {
        return get(key).flatMap(YamlNode::secret);
    }

    /** The truth value behind this key. */
    public boolean flag(String key, boolean absent) {
        return get(key).flatMap(YamlNode::flag).orElse(absent);
    }

    /** The map behind this key. */
    public Optional<YamlMap> map(String key) {
        return get(key).flatMap(YamlNode::map);
    }

    /** The elements of the list behind this key; none if it is absent. */
    public List<YamlNode> list(String key) {
        return get(key).map(YamlNode::list).orElse(List.of());
    }

    /** The elements of the list behind this key; a single value counts as a list of one. */
    public List<YamlNode> elements(String key) {
        return get(key).map(node -> node.isScalar() ? List.of(node) : node.list())
                .orElse(List.of());
    }

    /** The texts of the list behind this key; a single text counts as a list of one. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        elements(key).forEach(node -> node.text().ifPresent(texts::add));
        return texts;
    }

    /** Accepts these keys without looking at them. */
    public void accept(String... keys) {
        known.addAll(List.of(keys));
    }

    /** Accepts these keys without looking at them. */
    public void accept(Collection<String> keys) {
        known.addAll(keys);
    }

    /** Accepts this key, and warns that this server does nothing with it. */
    public void notOffered(String key) {
        get(key).ifPresent(node -> node.warning("'" + key + "' is not offered here and has no effect"));
    }

    /** Tells every key that nobody asked for, with the one that was probably meant. */
    public void refuseOthers() {
        keys.forEach((name, key) -> {
            if (!known.contains(name)) {
                String message = "unknown key '" + name + "'" + Nearest.hint(name, known);
                file.problems().shape(file.problem(key, YamlNode.join(path, name), message));
            }
        });
    }
}
