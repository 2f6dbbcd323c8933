package io.mxcp.bootstrap.config.yaml;

import io.mxcp.bootstrap.config.keys.Plain;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One YAML 1.2 file: one document of at most 1 MiB, at most {@value #MAX_DEPTH} levels deep, no key twice, and no aliases
 * that unfold without bound.
 *
 * @param file the name for messages
 * @param substitution what is put into its texts
 * @param problems where mistakes go
 */
public record YamlFile(String file, Substitution substitution, Problems problems) {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ALIASES = 50;

    /** The root of this file; absent if it cannot be read, and then the problem is told. */
    public Optional<YamlNode> read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                return failed("the file has more than " + MAX_BYTES + " bytes");
            }
            return parse(Files.readString(path));
        } catch (CharacterCodingException e) {
            return failed("the file is not UTF-8 text");
        } catch (IOException e) {
            return failed("the file does not exist or cannot be read");
        }
    }

    /** The root of this text; absent if it is not such a document, and then the problem is told. */
    public Optional<YamlNode> parse(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        try {
            Parser parser = new DepthLimit(new ParserImpl(settings, new StreamReader(settings, text)), MAX_DEPTH);
            Node root = new Composer(settings, parser).getSingleNode().orElseGet(YamlFile::nothing);
            return new TreeCheck(this).isSound(root)
                    ? Optional.of(new YamlNode(root, "", this, Plain.ANY))
                    : Optional.empty();
        } catch (DepthLimit.TooDeepException e) {
            return failed("the file nests more than " + MAX_DEPTH + " levels");
        } catch (MarkedYamlEngineException e) {
            return failed(e);
        } catch (YamlEngineException e) {
            return failed("not readable as YAML");
        }
    }

    /** The same file, for a part that is not in use. */
    YamlFile shapeOnly() {
        return new YamlFile(file, Substitution.NONE, problems.shapeOnly());
    }

    /** A problem at this node. */
    Problem problem(Node node, String path, String message) {
        return node.getStartMark()
                .map(mark -> new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, path, message))
                .orElseGet(() -> new Problem(file, 0, 0, path, message));
    }

    private static Node nothing() {
        return new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
    }

    private Optional<YamlNode> failed(String message) {
        problems.shape(Problem.of(file, message));
        return Optional.empty();
    }

    private Optional<YamlNode> failed(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        String message = "not readable as YAML: " + e.getProblem();
        problems.shape(mark.map(at -> new Problem(file, at.getLine() + 1, at.getColumn() + 1, "", message))
                .orElseGet(() -> Problem.of(file, message)));
        return Optional.empty();
    }
}
