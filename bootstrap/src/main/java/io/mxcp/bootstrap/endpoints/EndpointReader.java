package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.Version;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.Substitution;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;

/** Reads one endpoint file: a tool, a resource or a prompt. */
final class EndpointReader {
    private static final List<String> KINDS = List.of("tool", "resource", "prompt");

    private final Path path;
    private final YamlFile file;
    private final SourceReader sources;

    EndpointReader(Path project, Path path, String name, Problems problems) {
        this.path = path;
        // SQL may hold "${": texts of endpoints are taken as they are.
        this.file = new YamlFile(name, Substitution.NONE, problems);
        this.sources = new SourceReader(project, path);
    }

    /** Adds what the file holds; all mistakes are told. */
    void readInto(Collected collected) {
        file.read(path)
                .map(root -> root.as(EndpointFile.KEYS))
                .flatMap(YamlNode::map)
                .ifPresent(top -> endpoint(top, collected));
    }

    private void endpoint(YamlMap top, Collected collected) {
        Version.check(top);
        top.accept("metadata");
        if (KINDS.stream().filter(top::has).count() != 1) {
            top.node().error("an endpoint file holds exactly one of tool, resource and prompt");
        }
        top.map("tool")
                .flatMap(map -> new ToolReader(file, sources).read(map))
                .ifPresent(tool -> collected.tool(tool, file.file()));
        top.map("resource")
                .flatMap(map -> new ResourceReader(file, sources).read(map))
                .ifPresent(resource -> collected.resource(resource, file.file()));
        top.map("prompt")
                .flatMap(map -> new PromptReader(file).read(map))
                .ifPresent(prompt -> collected.prompt(prompt, file.file()));
        top.refuseOthers();
    }
}
