package io.mxcp.application.endpoint;

import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The endpoints on offer, in the order of their names or addresses, so that lists are the same each time. Immutable. */
public final class EndpointCatalog {
    private final SortedMap<String, Tool> tools;
    private final SortedMap<String, Resource> resources;
    private final SortedMap<String, Prompt> prompts;
    private final List<Resource> templates;

    /**
     * A catalog of these.
     *
     * @throws IllegalArgumentException if two of a kind share a name or an address
     */
    public EndpointCatalog(Collection<Tool> tools, Collection<Resource> resources, Collection<Prompt> prompts) {
        this.tools = byName("tools", tools, Tool::name);
        this.resources =
                byName("resources", resources, resource -> resource.uri().toString());
        this.prompts = byName("prompts", prompts, Prompt::name);
        this.templates = this.resources.values().stream()
                .filter(resource -> !resource.uri().isFixed())
                .sorted(Comparator.comparing(EndpointCatalog::literals).reversed())
                .toList();
    }

    private static <T> SortedMap<String, T> byName(String kind, Collection<T> all, Function<T, String> name) {
        SortedMap<String, T> sorted = new TreeMap<>();
        for (T one : all) {
            if (sorted.putIfAbsent(name.apply(one), one) != null) {
                throw new IllegalArgumentException("two " + kind + " are named " + name.apply(one));
            }
        }
        return sorted;
    }

    /** How many characters of an address are given: of two templates that fit, the one that says more is meant. */
    private static int literals(Resource resource) {
        int places = resource.uri().parameters().stream()
                .mapToInt(name -> name.length() + 2)
                .sum();
        return resource.uri().toString().length() - places;
    }

    /** All tools. */
    public List<Tool> tools() {
        return List.copyOf(tools.values());
    }

    /** The resources that have one address. */
    public List<Resource> resources() {
        return resources.values().stream()
                .filter(resource -> resource.uri().isFixed())
                .toList();
    }

    /** The resources whose address has parameters. */
    public List<Resource> resourceTemplates() {
        return resources.values().stream()
                .filter(resource -> !resource.uri().isFixed())
                .toList();
    }

    /** All prompts. */
    public List<Prompt> prompts() {
        return List.copyOf(prompts.values());
    }

    /** The resource at an address, if there is one: one of exactly this address before any template. */
    public Optional<Found> resourceAt(String address) {
        Resource fixed = resources.get(address);
        if (fixed != null && fixed.uri().isFixed()) {
            return Optional.of(new Found(fixed, Map.of()));
        }
        return templates.stream()
                .flatMap(resource -> found(resource, address).stream())
                .findFirst();
    }

    private static Optional<Found> found(Resource resource, String address) {
        return resource.uri().match(address).map(values -> new Found(resource, values));
    }

    /**
     * A resource and what an address says of its parameters.
     *
     * @param values texts by parameter name, decoded
     */
    public record Found(Resource resource, Map<String, String> values) {}
}
