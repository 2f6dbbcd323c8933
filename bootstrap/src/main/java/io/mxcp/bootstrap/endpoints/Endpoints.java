package io.mxcp.bootstrap.endpoints;

import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.SqlTools;
import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.util.ArrayList;
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

    /** All that can be called, read and got: these, and the built-in tools where they are switched on. */
    public EndpointCatalog catalog(SiteConfig.SqlTools settings) {
        List<Tool> all = new ArrayList<>(tools);
        if (settings.enabled()) {
            all.addAll(SqlTools.all(settings.descriptions()));
        }
        return new EndpointCatalog(all, resources, prompts);
    }
}
