package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.endpoint.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which defaults a parameter may have. */
class DefaultValueTest {

    @TempDir
    Path root;

    private ProjectFolder folder;
    private Problems problems = new Problems();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: integer, minimum: 5, maximum: 1 | minimum: leaves no value beside maximum
            type: number, minimum: 5, exclusiveMaximum: 5.0 | minimum: leaves no value beside exclusiveMaximum
            type: string, minLength: 3, maxLength: 2 | minLength: leaves no value beside maxLength
            type: array, minItems: 3, maxItems: 2 | minItems: leaves no value beside maxItems
            """)
    void refusesBoundsThatLeaveNoValue(String type, String problem) throws IOException {
        folder.file("project/tools/a.yml", withParameter(type));
        assertThat(errors())
                .singleElement()
                .asString()
                .matches("tools/a\\.yml:\\d+:\\d+ tool.+")
                .endsWith("parameters[0]." + problem);
    }

    /** They are no mistake of JSON Schema: a file that has one is served. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: string, minimum: 5 | minimum: minimum says nothing of type string
            type: integer, maxLength: 5 | maxLength: maxLength says nothing of type integer
            type: string, minItems: 1 | minItems: minItems says nothing of type string
            type: array, items: {type: string, minimum: 1} | items.minimum: minimum says nothing of type string
            """)
    void warnsOfBoundsThatMeanNothing(String type, String warning) throws IOException {
        folder.file("project/tools/a.yml", withParameter(type));
        assertThat(errors()).isEmpty();
        assertThat(folder.printed(problems.warnings()))
                .singleElement()
                .asString()
                .matches("tools/a\\.yml:\\d+:\\d+ tool.+")
                .endsWith("parameters[0]." + warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: integer, default: 1.5",
                "type: integer, default: '1'",
                "type: boolean, default: 'yes'",
                "type: string, default: 5",
                "type: string, enum: [a], default: b",
                "type: string, maxLength: 2, default: abc",
                "type: string, pattern: '^a$', default: b",
                "type: string, format: date, default: yesterday",
                "type: string, format: time, default: '10'",
                "type: array, items: {type: string, format: duration}, default: [1h]",
                "type: number, minimum: 2, default: 1",
                "type: number, exclusiveMaximum: 2, default: 2",
                "type: number, multipleOf: 2, default: 3",
                "type: array, items: {type: string}, default: [1]",
                "type: array, maxItems: 1, default: [1, 2]",
                "type: array, uniqueItems: true, default: [1, 1]",
                "type: object, required: [a], default: {}",
                "type: object, properties: {a: {type: string}}, default: {a: 1}",
                "type: object, additionalProperties: false, default: {a: 1}",
            })
    void refusesADefaultThatNoCallerCouldSend(String type) throws IOException {
        folder.file("project/tools/a.yml", withParameter(type));
        assertThat(errors()).singleElement().asString().contains("tool.parameters[0].default: the default ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: integer, default: 1.0",
                "type: number, minimum: 1, maximum: 1, multipleOf: 0.5, default: 1",
                "type: string, minimum: 5, default: a",
                "type: string, format: date, default: 2026-01-31",
                "type: string, format: timestamp, default: '0'",
                "type: string, format: email, default: ''",
                "type: number, enum: [1], default: 1.0",
                "type: string, enum: [a], default: null",
                "type: array, items: {type: object, properties: {a: {type: string}}}, default: [{a: b}, {c: 1}]",
                "type: boolean, default: false",
                "type: boolean, default: yes",
            })
    void acceptsADefaultThatACallerCouldSend(String type) throws IOException {
        folder.file("project/tools/a.yml", withParameter(type));
        assertThat(onlyTool().parameters().get(0).isRequired()).isFalse();
    }

    private static String withParameter(String type) {
        return "tool:\n  name: t\n  parameters:\n    - {name: p, " + type + "}\n  source: {code: 'SELECT $p'}\n";
    }

    private List<Tool> tools() {
        problems = new Problems();
        return new SiteReader(folder.surroundings(), Overrides.NONE, problems)
                .read()
                .map(site -> new EndpointFiles(folder.surroundings(), site, problems).read())
                .orElseThrow()
                .endpoints()
                .tools();
    }

    private Tool onlyTool() {
        List<Tool> tools = tools();
        assertThat(problems.errors()).isEmpty();
        assertThat(tools).hasSize(1);
        return tools.get(0);
    }

    private List<String> errors() {
        assertThat(tools()).isNotNull();
        return folder.printed(problems.errors());
    }
}
