package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.query.Sql;
import java.util.Optional;

/** Reads {@code tool}. */
final class ToolReader {
    private final YamlFile file;
    private final SourceReader sources;

    ToolReader(YamlFile file, SourceReader sources) {
        this.file = file;
        this.sources = sources;
    }

    /** Absent if it has no name, and then that is told. */
    Optional<Found<Tool>> read(YamlMap map) {
        int mistakesBefore = file.problems().errors().size();
        Optional<Name> name = Name.read(map, "name");
        Described described = Described.read(map);
        boolean served = Availability.ofSql(map, "tool");
        Optional<SourceText> source = served ? sources.read(map) : Optional.empty();
        map.accept("source");
        TestsReader.check(map);
        map.refuseOthers();
        source.ifPresent(text -> text.tellUndeclared(described.parameters()));
        boolean sound = file.problems().errors().size() == mistakesBefore;
        return name.map(known ->
                new Found<>(known, source.filter(text -> sound).flatMap(text -> tool(known, described, text.sql()))));
    }

    private static Optional<Tool> tool(Name name, Described described, String sql) {
        return name.place()
                .parsed(text -> new Tool(
                        text,
                        described.description(),
                        described.tags(),
                        described.annotations(),
                        described.parameters(),
                        described.result(),
                        new Sql.ByOperator(sql)));
    }
}
