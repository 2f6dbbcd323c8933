package io.mxcp.bootstrap.config.yaml;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Looks over a composed tree once: readers may then walk it without care. */
final class TreeCheck {
    private static final long MAX_NODES = 200_000;
    private static final long ON_THE_WAY = -1;

    private final YamlFile file;
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    TreeCheck(YamlFile file) {
        this.file = file;
    }

    /** Whether the tree is finite and of bounded size, aliases unfolded; tells why not, and which keys stand twice. */
    boolean isSound(Node root) {
        long size = size(root, "");
        if (size > MAX_NODES) {
            file.problems().shape(Problem.of(file.file(), "aliases unfold without bound"));
        }
        return size <= MAX_NODES;
    }

    /** Number of nodes with aliases unfolded, each node looked at once; {@code MAX_NODES + 1} stands for all above. */
    private long size(Node node, String path) {
        long known = sizes.getOrDefault(node, 0L);
        if (known != 0) {
            return known == ON_THE_WAY ? MAX_NODES + 1 : known;
        }
        sizes.put(node, ON_THE_WAY);
        long size = 1;
        if (node instanceof MappingNode map) {
            size += sizeOfMembers(map, path);
        } else if (node instanceof SequenceNode list) {
            size += sizeOfElements(list, path);
        }
        size = Math.min(size, MAX_NODES + 1);
        sizes.put(node, size);
        return size;
    }

    private long sizeOfMembers(MappingNode map, String path) {
        Map<String, Node> seen = new HashMap<>();
        long size = 0;
        for (NodeTuple member : map.getValue()) {
            Node key = member.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String memberPath = YamlNode.join(path, name);
            if (!(key instanceof ScalarNode)) {
                file.problems().shape(file.problem(key, path, "a key must be a plain text"));
            } else if (seen.putIfAbsent(name, key) != null) {
                file.problems().shape(file.problem(key, memberPath, "duplicate key '" + name + "'"));
            }
            size = Math.min(size + size(key, memberPath) + size(member.getValueNode(), memberPath), MAX_NODES + 1);
        }
        return size;
    }

    private long sizeOfElements(SequenceNode list, String path) {
        long size = 0;
        int index = 0;
        for (Node element : list.getValue()) {
            size = Math.min(size + size(element, path + "[" + index++ + "]"), MAX_NODES + 1);
        }
        return size;
    }
}
