package io.mxcp.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.ScriptedProvider;
import io.mxcp.bootstrap.endpoints.SqlCheck;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.sqlite.SqliteDatabase;
import io.mxcp.sqlite.SqliteSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that tell of settings and providers, and keep a copy of the state. */
class SettingsCommandsTest {
    private static final String UNREACHABLE = """
            provider: keycloak
            keycloak: {client_id: a, client_secret: hidden, realm: staff, server_url: 'http://127.0.0.1:9'}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void tellsProgramsWhyNothingIsServed() throws IOException {
        folder.config("a: 1");
        assertThat(run("serve", "--json-output")).isEqualTo(1);
        assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("errors"))
                .hasSize(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listsProvidersWithTheirSettings() {
        assertThat(run("providers")).isZero();
        assertThat(out.toString().lines())
                .contains("github  (GitHub)")
                .anyMatch(line -> line.matches(" {2}client_secret +our secret there \\[required] \\[secret]"))
                .anyMatch(line -> line.matches(" {2}scope +what to ask for \\[default: user:email]"));
        assertThat(out.toString().indexOf("atlassian"))
                .isLessThan(out.toString().indexOf("github"));
    }

    @Test
    void listsProvidersForPrograms() {
        assertThat(run("providers", "--json-output")).isZero();
        assertThat(JsonParser.parseString(out.toString()).getAsJsonArray()).hasSize(5);
        assertThat(out.toString()).contains("\"default\": \"user:email\"", "\"secret\": true");
    }

    @Test
    void printsTheSchemaOfEachFile() {
        assertThat(run("schema", "config")).isZero();
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .getAsJsonObject("properties")
                        .keySet())
                .contains("transport", "projects");
        out.getBuffer().setLength(0);
        assertThat(run("schema", "site")).isZero();
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .getAsJsonObject("properties")
                        .keySet())
                .contains("project", "sql_tools");
        out.getBuffer().setLength(0);
        assertThat(run("schema", "endpoint")).isZero();
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .getAsJsonObject("properties")
                        .keySet())
                .contains("tool", "resource", "prompt");
    }

    @Test
    void printsTheReferenceOfBothFiles() {
        assertThat(run("schema", "--markdown")).isZero();
        assertThat(out.toString()).startsWith("# Configuration reference").contains("## `config.yml`");
    }

    @Test
    void saysWhichFilesHaveASchema() {
        assertThat(run("schema")).isEqualTo(2);
        assertThat(run("schema", "tools")).isEqualTo(2);
        assertThat(err.toString()).contains("name the file: config or site or endpoint");
    }

    @Test
    void examinesTheProviderOfTheProfile() throws IOException {
        folder.auth(UNREACHABLE);
        assertThat(run(installed(), "doctor")).isEqualTo(1);
        assertThat(out.toString())
                .contains("problem  server http://127.0.0.1:9: nobody listens there")
                .contains("exactly: http://localhost:8000/keycloak/callback")
                .doesNotContain("hidden");
        out.getBuffer().setLength(0);
        assertThat(run(installed(), "doctor", "--json-output")).isEqualTo(1);
        assertThat(JsonParser.parseString(out.toString()).getAsJsonArray()).hasSizeGreaterThan(3);
    }

    @Test
    void examinesNothingWithAnIncompleteSection() throws IOException {
        folder.auth("provider: github\ngithub: {client_id: '${UNSET}'}");
        assertThat(run("doctor")).isEqualTo(1);
        assertThat(err.toString())
                .contains("GitHub OAuth configuration is incomplete: client_secret is missing")
                .contains("Environment variable UNSET is not set");
    }

    @Test
    void findsNothingWrongWithAnOpenServer() {
        assertThat(run("doctor")).isZero();
        assertThat(out.toString()).startsWith("warning  provider: none is configured");
    }

    @Test
    void copiesTheDatabaseOfTheProfile() throws IOException {
        folder.auth(UNREACHABLE + "persistence: {path: " + root.resolve("oauth.db") + "}\n");
        assertThat(run(installed(), "backup", "copy.db")).isEqualTo(1);
        assertThat(err.toString()).contains("does not exist: nobody has used this profile yet");
        try (SqliteDatabase open = SqliteDatabase.open(new SqliteSettings(root.resolve("oauth.db"), "x"))) {
            assertThat(open).isNotNull();
            assertThat(run(installed(), "backup", "copy.db")).isZero();
        }
        assertThat(folder.path("project/copy.db")).isNotEmptyFile();
        assertThat(run(installed(), "backup", "copy.db")).isEqualTo(1);
        assertThat(err.toString()).contains("Name another file");
    }

    @Test
    void hasNothingToCopyOfWhatIsInMemory() throws IOException {
        folder.auth(UNREACHABLE);
        assertThat(run(installed(), "backup", "copy.db")).isEqualTo(1);
        assertThat(err.toString()).contains("keeps its state in memory");
        assertThat(run(installed(), "backup")).isEqualTo(2);
    }

    private static List<ProviderFactory> installed() {
        return ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private int run(String... arguments) {
        return run(ScriptedProvider.documented(), arguments);
    }

    private int run(List<ProviderFactory> factories, String... arguments) {
        Commands.Terminal terminal =
                new Commands.Terminal(new PrintWriter(out, true), new PrintWriter(err, true), "1.2.3");
        return new Commands(
                        folder.surroundings(),
                        factories,
                        new Commands.Services(
                                (configuration, tools) -> 7,
                                (port, debug) -> 8,
                                (configuration, work) -> 9,
                                SqlCheck.NONE),
                        terminal)
                .run(arguments);
    }
}
