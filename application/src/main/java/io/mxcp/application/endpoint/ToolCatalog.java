package io.mxcp.application.endpoint;

import io.mxcp.domain.endpoint.Tool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tools on offer, in the order of their names, so that lists are the same each time. Immutable. */
public final class ToolCatalog {
    private final SortedMap<String, Tool> tools = new TreeMap<>();

    /**
     * A catalog of these.
     *
     * @throws IllegalArgumentException if two share a name
     */
    public ToolCatalog(Collection<Tool> tools) {
        for (Tool tool : tools) {
            if (this.tools.putIfAbsent(tool.name(), tool) != null) {
                throw new IllegalArgumentException("two tools are named " + tool.name());
            }
        }
    }

    /** All of them. */
    public List<Tool> all() {
        return List.copyOf(tools.values());
    }

    /** The one of this name. */
    public Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }
}
