package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.SqlNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What endpoint files mean. */
class EndpointFilesTest {
    private static final String SIMPLE = "tool: {name: %s, source: {code: SELECT 1}}\n";

    @TempDir
    Path root;

    private ProjectFolder folder;
    private Problems problems = new Problems();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void readsAllThatAToolMaySay() throws IOException {
        folder.file("project/tools/sales.yml", """
                mxcp: "1"
                metadata: {owner: anybody}
                tool:
                  name: sales-report
                  description: What was sold
                  tags: [sales, money]
                  annotations: {title: Sales, readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false}
                  language: sql
                  parameters:
                    - {name: region, type: string, description: Where, enum: [north, south], examples: [north], default: north}
                    - {name: since, type: string, format: date, default: null}
                    - {name: least, type: number, minimum: 0, exclusiveMaximum: 100.5, default: 1}
                    - {name: names, type: array, items: {type: string, minLength: 1}, maxItems: 5, uniqueItems: true}
                  return:
                    type: array
                    items:
                      type: object
                      properties: {name: {type: string, sensitive: true}, sum: {type: number}}
                      required: [name]
                      additionalProperties: false
                  source:
                    code: |
                      SELECT '${HOME}' AS home, $region, $since, $least, $names
                  tests: [{name: anything, arguments: [], result_length: 3}]
                  enabled: true
                """);
        Tool tool = onlyTool();
        assertThat(tool.name()).isEqualTo("sales-report");
        assertThat(tool.tags()).containsExactly("sales", "money");
        assertThat(tool.annotations().title()).contains("Sales");
        assertThat(tool.accessMode()).isEqualTo(AccessMode.READ_WRITE);
        assertThat(sqlOf(tool)).startsWith("SELECT '${HOME}' AS home");
        assertThat(tool.parameters()).extracting(Parameter::name).containsExactly("region", "since", "least", "names");
        assertThat(tool.parameters()).extracting(Parameter::isRequired).containsExactly(false, false, false, true);
        assertThat(tool.parameters().get(0).type().constraints())
                .containsEntry("enum", List.of("north", "south"))
                .containsEntry("examples", List.of("north"));
        assertThat(tool.parameters().get(1).defaultValue()).contains(SqlNull.NULL);
        assertThat(tool.parameters().get(2).type().constraints())
                .containsEntry("exclusiveMaximum", new BigDecimal("100.5"));
        ValueType row = tool.result().flatMap(ValueType::items).orElseThrow();
        assertThat(row.kind()).isEqualTo(Kind.OBJECT);
        assertThat(row.properties().keySet()).containsExactly("name", "sum");
        assertThat(row.properties().get("name")).matches(ValueType::sensitive);
        assertThat(row.required()).containsExactly("name");
        assertThat(row.additionalProperties()).isFalse();
    }

    @Test
    void readsFilesAtAnyDepthInTheOrderOfTheirPaths() throws IOException {
        folder.file("project/tools/b.yml", SIMPLE.formatted("beta"))
                .file("project/tools/a/z.yml", SIMPLE.formatted("zeta"))
                .file("project/tools/c.txt", "no endpoint")
                .file("project/tools/d.yaml", SIMPLE.formatted("delta"));
        assertThat(tools()).extracting(Tool::name).containsExactly("zeta", "beta");
        assertThat(warnings()).containsExactly("tools/d.yaml: not read: the name of an endpoint file ends in .yml");
    }

    @Test
    void passesOverWhatIsHidden() throws IOException {
        folder.file("project/tools/a.yml", SIMPLE.formatted("a"));
        folder.file("project/tools/.b.yml", SIMPLE.formatted("b"));
        folder.file("project/tools/._a.yml", "\u0000\u0005Mac OS X");
        folder.file("project/tools/.git/c.yml", SIMPLE.formatted("c"));
        assertThat(tools()).extracting(Tool::name).containsExactly("a");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void readsFromTheFoldersOfTheSettings() throws IOException {
        folder.file(
                        "project/mxcp-site.yml",
                        "project: p\nprofile: dev\npaths: {tools: a, resources: b/c, prompts: d}\n")
                .file("project/a/t.yml", SIMPLE.formatted("t"))
                .file("project/b/c/r.yml", "resource: {uri: 'all://r', source: {code: SELECT 1}}\n")
                .file("project/d/p.yml", "prompt: {name: p, messages: [{prompt: hi}]}\n")
                .file("project/tools/u.yml", SIMPLE.formatted("u"));
        assertThat(onlyTool().name()).isEqualTo("t");
        Endpoints all = endpoints();
        assertThat(all.resources()).hasSize(1);
        assertThat(all.prompts()).hasSize(1);
    }

    @Test
    void offersTheBuiltInToolsAsTheSettingsDescribeThem() throws IOException {
        folder.file("project/tools/t.yml", SIMPLE.formatted("t")).file("project/mxcp-site.yml", """
                        project: p
                        profile: dev
                        sql_tools:
                          enabled: true
                          execute_sql_query: {description: Ask}
                          list_tables: {description: Look}
                          get_table_schema: {description: Look closely}
                        """);
        SiteConfig site = new SiteReader(folder.surroundings(), Overrides.NONE, problems)
                .read()
                .orElseThrow();
        assertThat(endpoints().catalog(site.sqlTools()).tools())
                .extracting(Tool::name, tool -> tool.description().orElse(""))
                .containsExactly(
                        tuple("execute_sql_query", "Ask"),
                        tuple("get_table_schema", "Look closely"),
                        tuple("list_tables", "Look"),
                        tuple("t", ""));
    }

    @Test
    void readsSqlFromAFileBesideIt() throws IOException {
        folder.file("project/sql/q.sql", "SELECT 2\n")
                .file("project/tools/a/t.yml", "tool: {name: t, source: {file: ../../sql/q.sql}}");
        assertThat(sqlOf(onlyTool())).isEqualTo("SELECT 2\n");
    }

    @Test
    void readsNoFileOutsideTheProject() throws IOException {
        folder.file("secret.sql", "SELECT 3")
                .file("project/tools/t.yml", "tool: {name: t, source: {file: ../../secret.sql}}");
        assertThat(errors())
                .containsExactly("tools/t.yml:1:32 tool.source.file: the file is outside the project folder");
        Files.createSymbolicLink(folder.path("project/tools/link.sql"), folder.path("secret.sql"));
        folder.file("project/tools/t.yml", "tool: {name: t, source: {file: link.sql}}");
        assertThat(errors()).singleElement().asString().endsWith("the file is outside the project folder");
        folder.file("project/tools/t.yml", "tool: {name: t, source: {file: missing.sql}}");
        assertThat(errors()).singleElement().asString().contains("the file 'missing.sql' does not exist");
    }

    /** JSON Schema 2020-12, validation §6.2.1 and §6.5.3: clients that check our schemas would take none of our tools. */
    @Test
    void letsNoSchemaPassThatIsNone() throws IOException {
        folder.file(
                "project/tools/t.yml",
                "tool: {name: t, parameters: [{name: a, type: number, multipleOf: 0}], source: {code: SELECT $a}}");
        assertThat(errors()).containsExactly("tools/t.yml:1:66 tool.parameters[0].multipleOf: must be greater than 0");
        folder.file("project/tools/t.yml", """
                tool: {name: t, source: {code: SELECT 1},
                  return: {type: object, properties: {a: {type: string}}, required: [a, a]}}
                """);
        assertThat(onlyTool().result().orElseThrow().required()).containsExactly("a");
    }

    @Test
    void readsManyFilesInTheirOrder() throws IOException {
        List<String> names = IntStream.range(100, 300).mapToObj(i -> "t" + i).toList();
        for (String name : names) {
            folder.file("project/tools/" + name + ".yml", SIMPLE.formatted(name));
        }
        assertThat(tools()).extracting(Tool::name).isEqualTo(names);
        for (String name : names) {
            folder.file("project/tools/" + name + ".yml", SIMPLE.formatted("same"));
        }
        assertThat(errors()).hasSize(199).allMatch(error -> error.endsWith(" in tools/t100.yml"));
    }

    @Test
    void hidesWhatIsSwitchedOff() throws IOException {
        folder.file(
                "project/tools/t.yml",
                "tool: {name: t, enabled: false, policies: {input: []}, source: {code: SELECT 1}}");
        assertThat(tools()).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void doesNotServeAToolWithoutItsPolicies() throws IOException {
        folder.file("project/tools/t.yml", "tool:\n  name: t\n  policies:\n    input: []\n  source: {code: SELECT 1}\n")
                .file("project/tools/u.yml", SIMPLE.formatted("u"));
        assertThat(tools()).extracting(Tool::name).containsExactly("u");
        assertThat(warnings())
                .containsExactly("tools/t.yml:4:5 tool.policies:"
                        + " policies are not enforced yet, and the tool is not served without them");
    }

    @Test
    void tellsAMisspeltKeyInAPolicy() throws IOException {
        folder.file("project/tools/t.yml", """
                tool:
                  name: t
                  source: {code: SELECT 1}
                  policies:
                    input:
                      - {condition: "user.role == 'guest'", action: deny, reason: Guests may not}
                      - {condtion: "true", action: mask_fields}
                    output:
                      - {condition: "user.role != 'hr'", action: filter_fields, fields: [salary], reason: Sensitive}
                      - {condition: "user.role != 'hr'", action: mask_fields}
                      - {condition: "user.role != 'hr'", action: filter_sensitive_field}
                    outputs: []
                """);
        assertThat(errors())
                .containsExactly(
                        "tools/t.yml:7:9 tool.policies.input[1]: condition is missing",
                        "tools/t.yml:7:9 tool.policies.input[1]: fields is missing",
                        "tools/t.yml:7:10 tool.policies.input[1].condtion: unknown key 'condtion'; did you mean 'condition'?",
                        "tools/t.yml:7:36 tool.policies.input[1].action: unknown action; known: deny",
                        "tools/t.yml:10:9 tool.policies.output[1]: fields is missing",
                        "tools/t.yml:11:50 tool.policies.output[2].action: unknown action; known: deny, filter_fields, mask_fields,"
                                + " filter_sensitive_fields; did you mean 'filter_sensitive_fields'?",
                        "tools/t.yml:12:5 tool.policies.outputs: unknown key 'outputs'; did you mean 'output'?");
    }

    @Test
    void stopsOnlyTheToolThatNeedsPython() throws IOException {
        folder.file("project/tools/t.yml", "tool: {name: t, language: python, source: {file: t.py}}")
                .file("project/tools/u.yml", SIMPLE.formatted("u"));
        assertThat(tools()).extracting(Tool::name).containsExactly("u");
        assertThat(warnings()).singleElement().asString().contains("tool.language: python is not offered here");
    }

    @Test
    void namesBothFilesOfTwoToolsOfOneName() throws IOException {
        folder.file("project/tools/a.yml", SIMPLE.formatted("t")).file("project/tools/b.yml", SIMPLE.formatted("t"));
        assertThat(errors()).containsExactly("tools/b.yml:1:14 tool.name: there is another tool 't' in tools/a.yml");
    }

    @Test
    void keepsTheNamesOfTheBuiltInToolsWhenTheyAreOn() throws IOException {
        folder.file("project/tools/a.yml", SIMPLE.formatted("list_tables"));
        assertThat(tools()).hasSize(1);
        folder.file("project/mxcp-site.yml", "project: p\nprofile: dev\nsql_tools: {enabled: true}\n");
        assertThat(errors())
                .singleElement()
                .asString()
                .endsWith("there is another tool 'list_tables' in the built-in SQL tools");
    }

    @Test
    void readsAFileOnceThoughTwoFoldersHoldIt() throws IOException {
        folder.file("project/mxcp-site.yml", "project: p\nprofile: dev\npaths: {tools: all, resources: all/tools}\n")
                .file("project/all/tools/t.yml", SIMPLE.formatted("t"));
        assertThat(onlyTool().name()).isEqualTo("t");
    }

    @Test
    void tellsAMisspeltKeyInATest() throws IOException {
        folder.file("project/tools/t.yml", """
                tool:
                  name: t
                  source: {code: SELECT 1}
                  tests:
                    - {name: a, arguments: [{key: x, value: [1]}], user_context: {role: admin}, result_contains_all: [1], denied: no}
                    - {name: b, arguments: [{kee: x}], result_contain: 1, result_length: -1}
                    - {result: 1}
                """);
        assertThat(errors())
                .containsExactly(
                        "tools/t.yml:6:29 tool.tests[1].arguments[0]: key is missing",
                        "tools/t.yml:6:30 tool.tests[1].arguments[0].kee: unknown key 'kee'; did you mean 'key'?",
                        "tools/t.yml:6:40 tool.tests[1].result_contain: unknown key 'result_contain';"
                                + " did you mean 'result_contains'?",
                        "tools/t.yml:6:74 tool.tests[1].result_length: must be a whole number from 0 to 2147483647",
                        "tools/t.yml:7:7 tool.tests[2]: name is missing");
    }

    @Test
    void tellsAllMistakesOfAllFiles() throws IOException {
        folder.file("project/tools/a.yml", """
                tool:
                  name: 1st
                  desription: x
                  parameters:
                    - {name: n, type: integr}
                    - {name: m, type: string, maxLenght: 3, default: abcd}
                    - {name: m, type: string}
                    - {name: "a b", type: string}
                    - {type: string, format: e-mail, pattern: "(", minLength: -1, enum: []}
                  return: {type: object, properties: {a: {typ: string}}, required: [b]}
                  source: {code: SELECT 1, file: x.sql}
                """)
                .file("project/tools/b.yml", "tool: {source: {code: ' '}}\nprompt: {}\n")
                .file("project/tools/c.yml", "");
        assertThat(errors())
                .containsExactly(
                        "tools/a.yml:3:3 tool.desription: unknown key 'desription'; did you mean 'description'?",
                        "tools/a.yml:5:23 tool.parameters[0].type: unknown type 'integr'; known: string, integer, number,"
                                + " boolean, array, object; did you mean 'integer'?",
                        "tools/a.yml:6:31 tool.parameters[1].maxLenght: unknown key 'maxLenght'; did you mean 'maxLength'?",
                        "tools/a.yml:7:7 tool.parameters[2]: there is another parameter 'm'",
                        "tools/a.yml:8:14 tool.parameters[3].name: not a parameter name: letters, digits and underscores only",
                        "tools/a.yml:9:7 tool.parameters[4]: name is missing",
                        "tools/a.yml:9:30 tool.parameters[4].format: unknown format; known: email, uri, date, time, date-time,"
                                + " duration, timestamp; did you mean 'email'?",
                        "tools/a.yml:9:47 tool.parameters[4].pattern: is no regular expression: Unclosed group",
                        "tools/a.yml:9:63 tool.parameters[4].minLength: must be a whole number from 0 to 2147483647",
                        "tools/a.yml:9:73 tool.parameters[4].enum: needs at least one value",
                        "tools/a.yml:10:42 tool.return.properties.a: type is missing",
                        "tools/a.yml:10:43 tool.return.properties.a.typ: unknown key 'typ'; did you mean 'type'?",
                        "tools/a.yml:10:68 tool.return.required: 'b' is required, but there is no such property",
                        "tools/a.yml:11:11 tool.source: needs exactly one of code and file",
                        "tools/b.yml:1:1: an endpoint file holds exactly one of tool, resource and prompt",
                        "tools/b.yml:1:7 tool: name is missing",
                        "tools/b.yml:1:23 tool.source.code: there is no SQL",
                        "tools/b.yml:2:9 prompt: messages is missing",
                        "tools/b.yml:2:9 prompt: name is missing",
                        "tools/c.yml: must be a map of keys");
    }

    @Test
    void refusesANameThatIsNone() throws IOException {
        folder.file("project/tools/a.yml", SIMPLE.formatted("1st"));
        assertThat(errors()).singleElement().asString().startsWith("tools/a.yml:1:14 tool.name: not a tool name");
    }

    @Test
    void tellsAParameterThatNobodyDeclares() throws IOException {
        folder.file("project/tools/a.yml", """
                tool:
                  name: t
                  parameters: [{name: region, type: string}]
                  source: {code: "SELECT $regon, $region"}
                """);
        assertThat(errors())
                .containsExactly("tools/a.yml:4:18 tool.source.code: the SQL uses $regon, which no parameter declares;"
                        + " did you mean 'region'?");
    }

    private List<Tool> tools() {
        return endpoints().tools();
    }

    private Endpoints endpoints() {
        problems = new Problems();
        return new SiteReader(folder.surroundings(), Overrides.NONE, problems)
                .read()
                .map(site -> new EndpointFiles(folder.surroundings(), site, problems).read())
                .orElseThrow()
                .endpoints();
    }

    private Tool onlyTool() {
        List<Tool> tools = tools();
        assertThat(problems.errors()).isEmpty();
        assertThat(tools).hasSize(1);
        return tools.get(0);
    }

    private static String sqlOf(Tool tool) {
        return ((Tool.Source.Statement) tool.source()).sql().text();
    }

    private List<String> errors() {
        assertThat(tools()).isNotNull();
        return folder.printed(problems.errors());
    }

    private List<String> warnings() {
        return folder.printed(problems.warnings());
    }
}
