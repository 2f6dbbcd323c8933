package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.UriTemplate;
import io.mxcp.domain.query.Sql;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code resource}: what a tool may say, with an address for the name. */
final class ResourceReader {
    /** Type and subtype (RFC 6838 §4.2), and parameters perhaps. */
    private static final Pattern MIME_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(?:\\s*;[\\x20-\\x7E]*)?");

    private final YamlFile file;
    private final SourceReader sources;

    ResourceReader(YamlFile file, SourceReader sources) {
        this.file = file;
        this.sources = sources;
    }

    /** Absent if it has no address, and then that is told. */
    Optional<Found<Resource>> read(YamlMap map) {
        int mistakesBefore = file.problems().errors().size();
        Optional<Name> uri = Name.read(map, "uri");
        String mimeType = map.get("mime_type")
                .flatMap(node -> node.parsed(ResourceReader::mimeType))
                .orElse(Resource.JSON);
        Described described = Described.read(map);
        warnOfWriting(map, described);
        boolean served = Availability.ofSql(map, "resource");
        Optional<SourceText> source = served ? sources.read(map) : Optional.empty();
        map.accept("source");
        TestsReader.check(map);
        map.refuseOthers();
        source.ifPresent(text -> text.tellUndeclared(described.parameters()));
        // What is wrong with the address is told whether or not the rest is right.
        Optional<UriTemplate> template = uri.flatMap(known -> known.place().parsed(UriTemplate::parse));
        boolean sound = file.problems().errors().size() == mistakesBefore;
        return uri.map(known -> new Found<>(
                known,
                template.filter(parsed -> sound)
                        .flatMap(parsed -> source.flatMap(
                                text -> resource(known.place(), parsed, mimeType, described, text.sql())))));
    }

    private static void warnOfWriting(YamlMap map, Described described) {
        described
                .annotations()
                .readOnlyHint()
                .filter(readOnly -> !readOnly)
                .flatMap(writing -> map.get("annotations"))
                .ifPresent(node -> node.warning("a resource only reads: readOnlyHint: false has no effect"));
    }

    private static Optional<Resource> resource(
            YamlNode place, UriTemplate uri, String mimeType, Described described, String sql) {
        return place.parsed(text -> new Resource(
                uri,
                Optional.empty(),
                described.description(),
                described.tags(),
                mimeType,
                described.parameters(),
                described.result(),
                new Sql.ByOperator(sql)));
    }

    private static String mimeType(String text) {
        if (!MIME_TYPE.matcher(text).matches()) {
            throw new IllegalArgumentException("is no media type, as in text/plain");
        }
        return text;
    }
}
