package io.mxcp.bootstrap.endpoints;

import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.util.List;

/** What a project offers, each kind in the order of its files. */
public record Endpoints(List<Tool> tools, List<Resource> resources, List<Prompt> prompts) {
    /** Nothing. */
    public static final Endpoints NONE = new Endpoints(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Endpoints {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
        prompts = List.copyOf(prompts);
    }
}
