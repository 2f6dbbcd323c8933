package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.SchemaCheck;
import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Plain;
import io.mxcp.bootstrap.config.keys.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The description of endpoint files says what their readers do. That what the readers accept is accepted by the schema too is seen in all
 * tests that read good files ({@link EndpointFolder#good}).
 */
class EndpointFileTest {
    private static final Path COPY = Path.of("../docs/schema/endpoint.schema.json");

    @TempDir
    Path root;

    /** To write it anew: {@code mvn -pl bootstrap test -Dtest=EndpointFileTest -Dmxcp.docs.write=true}. */
    @Test
    void keepsTheCopyInTheDocumentationCurrent() throws IOException {
        if (Boolean.getBoolean("mxcp.docs.write")) {
            Files.writeString(COPY, EndpointFile.schema());
        }
        assertThat(COPY)
                .as("write it anew by -Dtest=EndpointFileTest -Dmxcp.docs.write=true")
                .hasContent(EndpointFile.schema());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool", "resource", "prompt"})
    void describesNoKeyThatItsReaderDoesNotKnow(String kind) throws IOException {
        String file = kind + ": " + sample(EndpointFile.KEYS.below(kind), 2);
        assertThat(EndpointFolder.in(root)
                        .file("project/tools/t.yml", file)
                        .read()
                        .errors())
                .as(file)
                .isNotEmpty()
                .noneMatch(error -> error.contains("unknown key"))
                .noneMatch(error -> error.contains("not readable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool: {nme: t}",
                "tool: {name: t, parameters: [{name: p}]}",
                "tool: {name: t, parameters: [{name: p, type: text}]}",
                "tool: {name: t, return: {type: array, items: {type: object, properties: {a: {typ: string}}}}}",
                "tool: {name: t, annotations: {readOnlyHint: perhaps}}",
                "tool: {name: t, tests: [{result: 1}]}",
                "tool: {name: t, policies: {input: [{condition: 'true', action: mask_fields}]}}",
                "resource: {name: r}",
                "prompt: {name: p}",
                "prompt: {name: p, messages: [{role: model, prompt: hi}]}",
            })
    void tellsEditorsWhatIsWrong(String yaml) {
        assertThat(SchemaCheck.problems(yaml, EndpointFile.schema())).isNotEmpty();
    }

    /** Every key, and nothing behind those that hold none; types within types some levels deep. */
    private static String sample(Value value, int levels) {
        if (value instanceof Value.Section section) {
            return section.keys().stream().map(key -> sample(key, levels)).collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Value.Named named) {
            return levels == 0 ? "{type: string}" : sample(named.described().get(), levels - 1);
        } else if (value instanceof Value.MapOf map) {
            return "{a: " + sample(map.value(), levels) + "}";
        } else if (value instanceof Value.ListOf list) {
            return "[" + sample(list.element(), levels) + "]";
        }
        return value == Plain.ANY ? "[1]" : "";
    }

    private static String sample(Key key, int levels) {
        return key.name() + ": " + sample(key.value(), levels);
    }
}
