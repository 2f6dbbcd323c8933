package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.Version;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.Substitution;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.query.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one file with a tool. */
final class ToolReader {
    private final Path project;
    private final Path path;
    private final YamlFile file;

    ToolReader(Path project, Path path, String name, Problems problems) {
        this.project = project;
        this.path = path;
        // SQL may hold "${": texts of endpoints are taken as they are.
        this.file = new YamlFile(name, Substitution.NONE, problems);
    }

    /**
     * A tool that has a name at least.
     *
     * @param served absent if it is switched off, needs what is not offered, or is not right
     */
    record Found(Name name, Optional<Tool> served) {}

    /** A name and its place. */
    record Name(String value, YamlNode place) {}

    /** Absent if the file holds no tool with a name, and then the problem is told. */
    Optional<Found> read() {
        return file.read(path).flatMap(YamlNode::map).flatMap(this::endpoint);
    }

    private Optional<Found> endpoint(YamlMap top) {
        Version.check(top);
        top.accept("metadata");
        top.get("resource").ifPresent(node -> node.warning("resources are not served yet; this one has no effect"));
        top.get("prompt").ifPresent(node -> node.warning("prompts are not served yet; this one has no effect"));
        boolean other = top.has("resource") || top.has("prompt");
        if (other == top.has("tool")) {
            top.node().error("an endpoint file holds exactly one of tool, resource and prompt");
        }
        Optional<Found> found = top.map("tool").flatMap(this::tool);
        top.refuseOthers();
        return found;
    }

    private Optional<Found> tool(YamlMap map) {
        int mistakesBefore = file.problems().errors().size();
        if (!map.has("name")) {
            map.node().error("name is missing");
        }
        Optional<Name> name = map.get("name").flatMap(node -> node.text().map(text -> new Name(text, node)));
        Described described = Described.read(map);
        boolean served = isServed(map);
        Optional<SourceText> source = served ? new SourceReader(project, path).read(map) : Optional.empty();
        map.accept("source", "tests");
        map.refuseOthers();
        source.ifPresent(text -> text.tellUndeclared(described.parameters()));
        boolean sound = file.problems().errors().size() == mistakesBefore;
        return name.map(known ->
                new Found(known, source.filter(text -> sound).flatMap(text -> described.tool(known, text.sql()))));
    }

    /** What a tool says of itself, all but its name and its SQL. */
    private record Described(
            Optional<String> description,
            List<String> tags,
            Annotations annotations,
            List<Parameter> parameters,
            Optional<ValueType> result) {
        static Described read(YamlMap map) {
            return new Described(
                    map.text("description"),
                    map.texts("tags"),
                    map.map("annotations").map(ToolReader::annotations).orElse(Annotations.NONE),
                    ToolReader.parameters(map),
                    map.map("return").flatMap(TypeReader::result));
        }

        Optional<Tool> tool(Name name, String sql) {
            return name.place()
                    .parsed(text -> new Tool(
                            text, description, tags, annotations, parameters, result, new Sql.ByOperator(sql)));
        }
    }

    private static boolean isServed(YamlMap map) {
        boolean enabled = map.flag("enabled", true);
        Optional<YamlNode> policies = map.get("policies");
        Optional<YamlNode> language = map.get("language");
        Optional<String> spoken = language.flatMap(YamlNode::text);
        if (enabled) {
            policies.ifPresent(
                    node -> node.warning("policies are not enforced yet, and the tool is not served without them"));
            spoken.filter("python"::equals)
                    .ifPresent(python -> language.ifPresent(node ->
                            node.warning("python is not offered here, and the tool is not served; write it in sql")));
        }
        spoken.filter(name -> !name.equals("python") && !name.equals("sql"))
                .ifPresent(name -> language.ifPresent(node -> node.error("unknown language; known: sql")));
        return enabled && policies.isEmpty() && spoken.filter("python"::equals).isEmpty();
    }

    private static Annotations annotations(YamlMap map) {
        Annotations annotations = new Annotations(
                map.text("title"),
                hint(map, "readOnlyHint"),
                hint(map, "destructiveHint"),
                hint(map, "idempotentHint"),
                hint(map, "openWorldHint"));
        map.refuseOthers();
        return annotations;
    }

    private static Optional<Boolean> hint(YamlMap map, String key) {
        return map.get(key).flatMap(YamlNode::flag);
    }

    private static List<Parameter> parameters(YamlMap map) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode node : map.list("parameters")) {
            node.map().flatMap(TypeReader::parameter).ifPresent(parameter -> {
                if (names.add(parameter.name())) {
                    parameters.add(parameter);
                } else {
                    node.error("there is another parameter '" + parameter.name() + "'");
                }
            });
        }
        return parameters;
    }
}
