package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code source}: SQL in the file itself, or in another one of the project. */
final class SourceReader {
    private static final int MAX_BYTES = 1 << 20;

    private final Path project;
    private final Path file;
    private final SqlCheck check;

    SourceReader(Path project, Path file, SqlCheck check) {
        this.project = project;
        this.file = file;
        this.check = check;
    }

    Optional<SourceText> read(YamlMap endpoint) {
        if (!endpoint.has("source")) {
            endpoint.node().error("source is missing");
        }
        return endpoint.map("source").flatMap(this::source);
    }

    private Optional<SourceText> source(YamlMap source) {
        Optional<YamlNode> code = source.get("code");
        Optional<YamlNode> other = source.get("file");
        source.refuseOthers();
        if (code.isPresent() == other.isPresent()) {
            source.node().error("needs exactly one of code and file");
            return Optional.empty();
        }
        return code.isPresent()
                ? code.flatMap(node -> node.text().flatMap(text -> checked(text, node, "")))
                : other.flatMap(node -> node.text().flatMap(text -> fromFile(text, node)));
    }

    private Optional<SourceText> fromFile(String name, YamlNode place) {
        try {
            Path found = file.resolveSibling(name).toRealPath();
            // A link may lead anywhere: what counts is where the file really is.
            if (!found.startsWith(project.toRealPath())) {
                place.error("the file is outside the project folder");
            } else if (Files.size(found) > MAX_BYTES) {
                place.error("the file has more than " + MAX_BYTES + " bytes");
            } else {
                return checked(Files.readString(found), place, name + ": ");
            }
        } catch (CharacterCodingException e) {
            place.error("the file is not UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            place.error("the file '" + name + "' does not exist or cannot be read; it is looked for beside this one");
        }
        return Optional.empty();
    }

    private Optional<SourceText> checked(String sql, YamlNode place, String where) {
        if (sql.isBlank()) {
            place.error("there is no SQL");
            return Optional.empty();
        }
        check.mistake(sql).ifPresent(mistake -> place.error(where + mistake));
        return Optional.of(new SourceText(sql, place));
    }
}
