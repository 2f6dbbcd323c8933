package io.mxcp.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.bootstrap.cli.Local.Opened;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.endpoints.SqlCheck;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.duckdb.DuckDbEngine;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run}, over a real engine; the web is played. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunCommandTest {
    private static final String GITHUB = "provider: github\ngithub: {client_id: a, client_secret: b}\n";

    private final List<AuditEvent> audited = new ArrayList<>();
    private final List<WebRequest> asked = new ArrayList<>();
    private DuckDbEngine engine;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private ProjectFolder folder;

    @BeforeAll
    void open() throws EngineStartException {
        engine = DuckDbEngine.open(
                DuckDbSettings.inMemory().withWebHosts(Set.of("data.example")),
                new SecretGenerator(),
                Optional.of(this::answer));
    }

    @AfterAll
    void close() throws EngineStartException {
        engine.close();
    }

    @BeforeEach
    void write(@TempDir Path root) throws IOException {
        audited.clear();
        asked.clear();
        folder = ProjectFolder.in(root)
                .file("project/tools/sales.yml", """
                        tool:
                          name: sales
                          parameters:
                            - {name: since, type: string, format: date}
                            - {name: at_most, type: integer, default: 2, minimum: 1}
                            - {name: code, type: string, default: none}
                            - {name: open, type: boolean, default: false}
                            - {name: tags, type: array, items: {type: string}, default: []}
                          return: {type: array}
                          source:
                            code: SELECT i, $since AS since, $code AS code, $open AS open, $tags AS tags, NULL AS x FROM range($at_most) t(i)
                        """)
                .file("project/tools/whoami.yml", """
                        tool:
                          name: whoami
                          return: {type: object}
                          source:
                            code: >-
                              SELECT get_username() AS name, get_user_provider() AS provider, get_user_external_token() AS token,
                              get_user_fact('department') AS department, get_user_fact('realm_access') AS realm_access
                        """)
                .file("project/tools/note.yml", """
                        tool: {name: note, annotations: {readOnlyHint: false}, source: {code: CREATE TABLE IF NOT EXISTS notes (a INTEGER)}}
                        """)
                .file("project/tools/sly.yml", "tool: {name: sly, source: {code: CREATE TABLE sly (a INTEGER)}}\n")
                .file("project/tools/wrong.yml", """
                        tool:
                          name: wrong
                          return: {type: object, properties: {n: {type: integer}}}
                          source: {code: SELECT 'one' AS n}
                        """)
                .file("project/resources/profile.yml", """
                        resource:
                          uri: users://{username}/profile
                          parameters: [{name: username, type: string}]
                          return: {type: object}
                          source: {code: "SELECT $username AS name, get_username() AS reader"}
                        """)
                .file("project/resources/motto.yml", """
                        resource: {uri: 'shop://motto', mime_type: text/plain, return: {type: string}, source: {code: SELECT 'Sell.'}}
                        """)
                .file("project/prompts/greet.yml", """
                        prompt:
                          name: greet
                          parameters: [{name: who, type: string}, {name: times, type: integer, default: 1}]
                          messages:
                            - {prompt: "Hi {{ who }},\\n{{ times + 1 }} times"}
                            - {role: assistant, prompt: Hello}
                        """);
    }

    @Test
    void runsAToolWithItsDefaults() {
        assertThat(run("tool", "sales", "--param", "since=2026-01-31")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "i  since       code  open   tags  x",
                        "0  2026-01-31  none  false  []    NULL",
                        "1  2026-01-31  none  false  []    NULL",
                        "2 rows");
    }

    @Test
    void readsEachArgumentAsItsParameterIsDeclared() throws IOException {
        folder.file("project/tags.json", "[\"a\", \"7\"]");
        assertThat(run(
                        "tool",
                        "sales",
                        "--param=since=2026-01-31",
                        "--param=code=007",
                        "--param=open=True",
                        "--param=at_most=1",
                        "--param=tags=@tags.json",
                        "--json-output"))
                .isZero();
        assertThat(JsonParser.parseString(out.toString())).isEqualTo(JsonParser.parseString("""
                        [{"i": 0, "since": "2026-01-31", "code": "007", "open": true, "tags": ["a", "7"], "x": null}]
                        """));
    }

    @Test
    void readsAResourceAtItsAddressAndByItsTemplate() {
        assertThat(run("resource", "users://ann%20b/profile", "--user-context", "{\"username\": \"bob\"}"))
                .isZero();
        assertThat(out.toString().lines()).containsExactly("name    ann b", "reader  bob");
        assertThat(run("resource", "users://{username}/profile", "--param", "username=a/b"))
                .isZero();
        assertThat(out.toString().lines()).containsExactly("name    a/b", "reader");
        assertThat(run("resource", "shop://motto")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("Sell.");
    }

    @Test
    void givesThePromptsMessages() {
        assertThat(run("prompt", "greet", "--param", "who=Ann", "--param", "times=2"))
                .isZero();
        assertThat(out.toString().lines()).containsExactly("user:", "Hi Ann,", "3 times", "", "assistant:", "Hello");
        assertThat(run("prompt", "greet", "--param", "who=Ann", "--json-output"))
                .isZero();
        assertThat(JsonParser.parseString(out.toString())).isEqualTo(JsonParser.parseString("""
                        [{"role": "user", "text": "Hi Ann,\\n2 times"}, {"role": "assistant", "text": "Hello"}]
                        """));
    }

    @Test
    void runsAsThePersonOfTheContext() throws IOException {
        folder.file(
                "project/ann.json",
                "{\"username\": \"ann\", \"provider\": \"google\", \"external_token\": \"the-token\", \"department\": \"sales\","
                        + " \"realm_access\": {\"roles\": [\"hr\"]}}");
        assertThat(run("tool", "whoami", "--user-context", "@ann.json")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "name          ann",
                        "provider      google",
                        "token         the-token",
                        "department    sales",
                        "realm_access  {\"roles\":[\"hr\"]}");
    }

    @Test
    void tellsNoTokenOfWhomHasNone() {
        assertThat(run("tool", "whoami", "--user-context", "{\"username\": \"ann\"}", "--json-output"))
                .isZero();
        assertThat(out.toString()).contains("\"name\": \"ann\"", "\"token\": \"\"");
        assertThat(run("tool", "whoami")).isZero();
        assertThat(out.toString().lines()).containsExactly("name", "provider", "token", "department", "realm_access");
    }

    @Test
    void sendsTheirTokenToHostsOfTheSettings() throws IOException {
        reading("https://data.example/mine");
        assertThat(run("tool", "mine", "--user-context", "{\"username\": \"ann\", \"external_token\": \"the-token\"}"))
                .as(err.toString())
                .isZero();
        assertThat(sent()).containsExactly("https://data.example/mine Bearer the-token");
        assertThat(out.toString()).contains("42");
    }

    @Test
    void readsFromTheProvidersHostsAsOnesWhoSignedInThere() throws IOException {
        folder.auth(GITHUB);
        reading("https://api.github.com/user");
        String ann = "{\"username\": \"ann\", \"external_token\": \"the-token\", \"provider\": \"%s\"}";
        assertThat(run("tool", "mine", "--user-context", ann.formatted("google")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("https://api.github.com is not allowed");
        assertThat(run("tool", "mine", "--user-context", ann.formatted("github")))
                .as(err.toString())
                .isZero();
        assertThat(sent()).containsExactly("https://api.github.com/user Bearer the-token");
    }

    @Test
    void letsOnlyAToolThatSaysSoWrite() {
        assertThat(run("tool", "note")).isZero();
        assertThat(run("tool", "sly")).isEqualTo(1);
        assertThat(err.toString()).contains("mxcp: ", "read-only mode. A tool whose SQL writes says so in its file: ");
    }

    @Test
    void holdsTheResultAgainstItsPromiseUnlessToldNotTo() {
        assertThat(run("tool", "wrong")).isEqualTo(1);
        assertThat(err.toString()).startsWith("mxcp: The result of wrong is not what it promises: /n: ");
        assertThat(out.toString()).isEmpty();
        assertThat(run("tool", "wrong", "--skip-output-validation")).isZero();
        assertThat(out.toString().lines()).containsExactly("n  one");
    }

    @Test
    void keepsNothingOfAToolWhoseResultIsNotWhatItPromises() throws IOException {
        folder.file("project/tools/broken.yml", """
                tool:
                  name: broken
                  annotations: {readOnlyHint: false}
                  return: {type: object, properties: {n: {type: integer}}}
                  source: {code: "CREATE TABLE IF NOT EXISTS kept (n VARCHAR); INSERT INTO kept VALUES ('one') RETURNING n"}
                """).file("project/tools/kept.yml", """
                tool: {name: kept, return: {type: integer}, source: {code: SELECT count(*) FROM kept}}
                """);

        assertThat(run("tool", "broken")).isEqualTo(1);
        assertThat(run("tool", "broken", "--skip-output-validation")).isZero();
        assertThat(run("tool", "kept")).isZero();

        assertThat(out.toString().strip()).isEqualTo("1");
    }

    @Test
    void runsBuiltInToolsWhereTheyAreOn() {
        assertThat(run("tool", "execute_sql_query", "--param", "sql=SELECT 1 AS n"))
                .isEqualTo(2);
        assertThat(run("tool", "execute_sql_query", "--param", "sql=SELECT 1 AS n", "--sql-tools", "true"))
                .isZero();
        assertThat(run("tool", "execute_sql_query", "--param", "sql=PRAGMA version", "--sql-tools", "true"))
                .isEqualTo(1);
    }

    @Test
    void tellsTheAuditLogAsTheServerDoes() {
        run("tool", "whoami", "--user-context", "{\"username\": \"ann\"}");
        assertThat(audited).singleElement().isInstanceOf(AuditEvent.ToolCalled.class);
    }

    @Test
    void runsNothingWhileAFileIsWrong() throws IOException {
        folder.file("project/tools/broken.yml", "tool: {name: 1x}\n");
        assertThat(run("tool", "whoami")).isEqualTo(1);
        assertThat(err.toString()).contains("error: tools/broken.yml");
        assertThat(audited).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tool sale | there is no tool 'sale'; did you mean 'sales'?",
                "tool greet | there is no tool 'greet'; mxcp list shows what there is",
                "resource shop://moto | there is no resource 'shop://moto'; did you mean 'shop://motto'?",
                "promt greet | 'promt' is none of tool, resource, prompt; did you mean 'prompt'?",
                "tool sales | sales needs --param since",
                "tool sales --param sinc=1 | sales has no parameter 'sinc'; did you mean 'since'?",
                "tool sales --param since=x | Invalid arguments of sales: /since: Value is not in the format 'date'",
                "tool sales --param since=2026-01-01 --param at_most=many | Invalid arguments of sales: /at_most: Value is [string] but should be [integer]",
                "tool sales --param since=2026-01-01 --param at_most=0 | Invalid arguments of sales: /at_most: 0 is less than 1",
                "tool sales --param since | --param needs a name and a value, as in --param at_most=10",
                "tool sales --param tags=@none.json | --param tags: the file none.json cannot be read",
                "tool sales --param tags=@bad.json | --param tags: the file bad.json is not JSON: the document is not valid JSON (RFC 8259)",
                "resource users://ann/profile --param username=bob | --param username: the address says it already",
                "tool whoami --user-context {\"username | --user-context is not a JSON object: the document is not valid JSON (RFC 8259)",
                "tool whoami --user-context @none.json | --user-context: the file none.json cannot be read",
            })
    void tellsEachMistakeInOneLine(String arguments, String mistake) throws IOException {
        folder.file("project/bad.json", "[1");
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("mxcp: " + mistake + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
        assertThat(audited).isEmpty();
    }

    private void reading(String address) throws IOException {
        folder.file("project/tools/mine.yml", """
                tool:
                  name: mine
                  return: {type: array}
                  source:
                    code: |
                      FROM read_json_auto('%s', headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})
                """.formatted(address));
    }

    private void answer(WebRequest request, OutputStream into) throws WebException {
        asked.add(request);
        try {
            into.write("{\"answer\": 42}".getBytes(UTF_8));
        } catch (IOException e) {
            throw new WebException(WebException.Reason.FAILED, "not written");
        }
    }

    private List<String> sent() {
        return asked.stream()
                .map(request -> request.address() + " "
                        + Optional.ofNullable(request.headers().get("Authorization"))
                                .orElseThrow()
                                .reveal())
                .toList();
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> command = new ArrayList<>(List.of("run"));
        command.addAll(List.of(arguments));
        List<ProviderFactory> installed = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return new Commands(
                        folder.surroundings(),
                        installed,
                        new Commands.Services(
                                (configuration, endpoints) -> 7, (port, debug) -> 8, this::locally, SqlCheck.NONE),
                        new Commands.Terminal(new PrintWriter(out, true), new PrintWriter(err, true), "1.2.3"))
                .run(command.toArray(String[]::new));
    }

    private int locally(Configuration configuration, ToIntFunction<Opened> work) {
        EndpointFlows flows = EndpointFlows.over(engine, audited::add, Clock.systemUTC(), Duration.ofSeconds(60));
        return work.applyAsInt(new Opened(engine, flows));
    }
}
