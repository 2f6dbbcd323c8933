package io.mxcp.bootstrap.endpoints;

import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.util.List;

/** The endpoints of a project that can be served, and where each was read; each kind in the order of its files. */
public record FilesRead(List<InFile<Tool>> tools, List<InFile<Resource>> resources, List<InFile<Prompt>> prompts) {
    /** Nothing. */
    public static final FilesRead NONE = new FilesRead(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public FilesRead {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
        prompts = List.copyOf(prompts);
    }

    /**
     * An endpoint and where it was read.
     *
     * @param file as the operator knows it
     */
    public record InFile<T>(T endpoint, String file) {}

    /** The endpoints without their files. */
    public Endpoints endpoints() {
        return new Endpoints(bare(tools), bare(resources), bare(prompts));
    }

    private static <T> List<T> bare(List<InFile<T>> found) {
        return found.stream().map(InFile::endpoint).toList();
    }
}
