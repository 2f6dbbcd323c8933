package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.Version;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.Substitution;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads one endpoint file: a tool, a resource or a prompt. */
final class EndpointReader {
    private static final List<String> KINDS = List.of("tool", "resource", "prompt");

    private final Path path;
    private final YamlFile file;
    private final SourceReader sources;

    EndpointReader(Path project, Path path, String name, SqlCheck check, Problems problems) {
        this.path = path;
        // SQL may hold "${": texts of endpoints are taken as they are.
        this.file = new YamlFile(name, Substitution.NONE, problems);
        this.sources = new SourceReader(project, path, check);
    }

    /** What one file holds: one of these, if it is right. */
    record Held(
            String file,
            Optional<Found<Tool>> tool,
            Optional<Found<Resource>> resource,
            Optional<Found<Prompt>> prompt) {
        void into(Collected collected) {
            tool.ifPresent(found -> collected.tool(found, file));
            resource.ifPresent(found -> collected.resource(found, file));
            prompt.ifPresent(found -> collected.prompt(found, file));
        }
    }

    /** What the file holds; all mistakes are told. */
    Optional<Held> read() {
        return file.read(path)
                .map(root -> root.as(EndpointFile.KEYS))
                .flatMap(YamlNode::map)
                .map(this::held);
    }

    private Held held(YamlMap top) {
        Version.check(top);
        top.accept("metadata");
        if (KINDS.stream().filter(top::has).count() != 1) {
            top.node().error("an endpoint file holds exactly one of tool, resource and prompt");
        }
        Held held = new Held(
                file.file(),
                top.map("tool").flatMap(map -> new ToolReader(file, sources).read(map)),
                top.map("resource").flatMap(map -> new ResourceReader(file, sources).read(map)),
                top.map("prompt").flatMap(map -> new PromptReader(file).read(map)));
        top.refuseOthers();
        return held;
    }
}
