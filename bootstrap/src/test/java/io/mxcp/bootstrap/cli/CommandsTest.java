package io.mxcp.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.ScriptedProvider;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.domain.endpoint.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does. */
class CommandsTest {
    private static final String TOOL = "tool: {name: sales, description: What was sold, source: {code: SELECT 1}}\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> started = new ArrayList<>();
    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root).file("project/tools/sales.yml", TOOL);
    }

    @Test
    void servesWhatTheFilesAndOptionsSay() {
        assertThat(run("serve", "--port", "9000", "--profile=prod", "--sql-tools", "true", "--debug"))
                .isEqualTo(7);
        assertThat(started).containsExactly("http://localhost:9000 prod true true [sales]");
    }

    @Test
    void servesNothingWithAMistakeInAnyFile() throws IOException {
        folder.config("transport: {http: {prt: 1}}").file("project/tools/t.yml", "tool: {nme: t}\n");
        assertThat(run("serve")).isEqualTo(1);
        assertThat(started).isEmpty();
        assertThat(err.toString())
                .contains("config.yml:1:20 transport.http.prt: unknown key 'prt'; did you mean 'port'?")
                .contains("error: tools/t.yml:1:8 tool.nme: unknown key 'nme'; did you mean 'name'?")
                .endsWith("4 problems in 2 files" + System.lineSeparator());
    }

    @Test
    void servesNothingWithAMistakeInAnEndpointOnly() throws IOException {
        folder.file("project/tools/t.yml", "tool: {name: t}\n");
        assertThat(run("serve")).isEqualTo(1);
        assertThat(started).isEmpty();
    }

    @Test
    void tellsWarningsAndServes() throws IOException {
        folder.file("project/prompts/p.yaml", "prompt: {}");
        assertThat(run("serve")).isEqualTo(7);
        assertThat(err.toString()).startsWith("warning: prompts/p.yaml: not read");
    }

    @Test
    void validatesWithoutStarting() throws IOException {
        assertThat(run("validate")).isZero();
        assertThat(out.toString()).isEqualTo("All files are good." + System.lineSeparator());
        folder.config("projects: {my_project: {profiles: {dev: {auth: {provider: github}}}}}");
        assertThat(run("validate")).isEqualTo(1);
        assertThat(out.toString())
                .contains("GitHub OAuth configuration is incomplete")
                .contains("1 problem in 1 file");
        assertThat(started).isEmpty();
    }

    @Test
    void validatesForPrograms() throws IOException {
        folder.config("a: 1");
        assertThat(run("validate", "--json-output")).isEqualTo(1);
        assertThat(out.toString())
                .contains("\"valid\": false", "\"line\": 1", "\"message\": \"unknown key 'a'\"", "\"warnings\": []");
    }

    @Test
    void validatesSqlAtItsPlaceAndServesItAsItIs() throws IOException {
        folder.file("project/tools/t.yml", "tool: {name: t, source: {file: t.sql}}")
                .file("project/tools/t.sql", "SELEC 1")
                .file("project/resources/r.yml", "resource: {uri: 'a://b', source: {code: SELECT 2}}");
        assertThat(run("validate")).isEqualTo(1);
        assertThat(out.toString()).contains("error: tools/t.yml:1:32 tool.source.file: t.sql: no SQL");
        assertThat(checked).containsExactlyInAnyOrder("SELECT 1", "SELEC 1", "SELECT 2");
        assertThat(run("serve")).isEqualTo(7);
        assertThat(checked).hasSize(3);
    }

    @Test
    void listsToolsWithoutTheUsersSettings() throws IOException {
        folder.config("${UNSET} {");
        assertThat(run("list", "--sql-tools", "true")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "tool sales  tools/sales.yml",
                        "tool execute_sql_query  (built in)",
                        "tool list_tables  (built in)",
                        "tool get_table_schema  (built in)");
    }

    @Test
    void listsResourcesAndPrompts() throws IOException {
        folder.file("project/resources/r.yml", "resource: {uri: 'all://sales', source: {code: SELECT 1}}")
                .file("project/prompts/p.yml", "prompt: {name: greet, messages: [{prompt: hello}]}");
        assertThat(run("list")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "tool sales  tools/sales.yml",
                        "resource all://sales  resources/r.yml",
                        "prompt greet  prompts/p.yml");
        assertThat(run("list", "--json-output")).isZero();
        assertThat(out.toString()).contains("\"uri\": \"all://sales\"", "\"type\": \"prompt\"");
    }

    @Test
    void listsForPrograms() {
        assertThat(run("list", "--json-output")).isZero();
        assertThat(out.toString()).contains("\"name\": \"sales\"", "\"description\": \"What was sold\"");
    }

    @Test
    void startsTheDemo() {
        assertThat(run("demo", "--port", "0")).isEqualTo(8);
        assertThat(started).containsExactly("demo Optional[0] false");
    }

    @Test
    void namesTheNearestOptionAndCommand() {
        assertThat(run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("mxcp: unknown option '--prot'; did you mean '--port'?");
        assertThat(run("srve")).isEqualTo(2);
        assertThat(err.toString()).contains("mxcp: unknown command 'srve'; did you mean 'serve'?");
        assertThat(started).isEmpty();
    }

    @Test
    void refusesValuesThatAreNone() {
        assertThat(run("serve", "--port", "70000")).isEqualTo(2);
        assertThat(run("demo", "--port", "x")).isEqualTo(2);
        assertThat(run("serve", "--sql-tools", "maybe")).isEqualTo(2);
        assertThat(run("serve", "--profile")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void tellsItsVersionAndHelp() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).isEqualTo("mxcp 1.2.3" + System.lineSeparator());
        assertThat(run("serve", "--help")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--sql-tools", "validate", "demo");
    }

    private int run(String... arguments) {
        Commands.Terminal terminal =
                new Commands.Terminal(new PrintWriter(out, true), new PrintWriter(err, true), "1.2.3");
        Demo demo = (port, debug) -> {
            started.add("demo " + port + " " + debug);
            return 8;
        };
        return new Commands(
                        folder.surroundings(),
                        ScriptedProvider.documented(),
                        new Commands.Services(this::serve, demo, (configuration, work) -> 9, this::mistake),
                        terminal)
                .run(arguments);
    }

    private Optional<String> mistake(String sql) {
        checked.add(sql);
        return sql.equals("SELEC 1") ? Optional.of("no SQL") : Optional.empty();
    }

    private int serve(Configuration configuration, Endpoints endpoints) {
        started.add(configuration.issuer() + " " + configuration.site().profile() + " "
                + configuration.site().sqlTools().enabled() + " " + configuration.debug() + " "
                + endpoints.tools().stream().map(Tool::name).toList());
        return 7;
    }
}
