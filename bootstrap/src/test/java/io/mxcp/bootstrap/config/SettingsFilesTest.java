package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The descriptions of both files say what their readers do. That what the readers accept is accepted by the schemas too is seen
 * in all tests that read good files ({@link ProjectFolder#good}).
 */
class SettingsFilesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final List<ProviderFactory> INSTALLED = ServiceLoader.load(ProviderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    private static final Map<String, String> LABELS = Map.of("project", "my_project", "profile", "dev");

    @TempDir
    Path root;

    /** To write them anew: {@code mvn -pl bootstrap test -Dtest=SettingsFilesTest -Dmxcp.docs.write=true}. */
    @Test
    void keepsTheCopiesInTheDocumentationCurrent() throws IOException {
        SettingsFiles files = new SettingsFiles(INSTALLED);
        Map<String, String> copies = Map.of(
                "schema/config.schema.json", files.userSchema(),
                "schema/mxcp-site.schema.json", files.siteSchema(),
                "configuration-reference.md", files.reference());
        for (Map.Entry<String, String> copy : copies.entrySet()) {
            Path file = DOCS.resolve(copy.getKey());
            if (Boolean.getBoolean("mxcp.docs.write")) {
                Files.createDirectories(DOCS.resolve("schema"));
                Files.writeString(file, copy.getValue());
            }
            assertThat(file)
                    .as("write it anew by -Dtest=SettingsFilesTest -Dmxcp.docs.write=true")
                    .hasContent(copy.getValue());
        }
    }

    @Test
    void describesNoKeyThatItsReaderDoesNotKnow() throws IOException {
        ProjectFolder folder = ProjectFolder.in(root)
                .file("project/mxcp-site.yml", sample(SiteFile.KEYS))
                .config(sample(UserFile.keys(Providers.of(ScriptedProvider.documented(), new Problems()))));
        assertThat(folder.errors())
                .noneMatch(error -> error.contains("unknown key"))
                .noneMatch(error -> error.contains("not readable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport: {http: {prt: 1}}",
                "transport: {http: {port: 70000}}",
                "transport: {http: {port: many}}",
                "transport: {http: {trust_proxy: perhaps}}",
                "transport: {http: {scheme: ftp}}",
                "projects: {p: {profiles: {dev: {auth: {lifetimes: {code: soon}}}}}}",
                "projects: {p: {profiles: {dev: {auth: {clients: [{name: x}]}}}}}",
                "projects: {p: {profiles: {dev: {auth: {github: {client: x}}}}}}",
                "projects: {p: {profiles: {dev: {web: {allowed_hosts: {a: b}}}}}}",
                "mxcp: 2",
            })
    void tellsEditorsWhatIsWrong(String yaml) {
        assertThat(SchemaCheck.problems(yaml, new SettingsFiles(INSTALLED).userSchema()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport: {http: {port: '${PORT}', trust_proxy: 'file://x', scheme: '${SCHEME}'}}",
                "transport: {http: {port: 8000}}\nprojects:",
                "projects: {p: {profiles: {dev: {auth: {lifetimes: {code: 90, state: 5m}}}}}}",
                "mxcp: 1.0",
            })
    void letsReferencesAndGapsStand(String yaml) {
        assertThat(SchemaCheck.problems(yaml, new SettingsFiles(INSTALLED).userSchema()))
                .isEmpty();
    }

    @Test
    void describesEverySettingOfEveryProvider() {
        String reference = new SettingsFiles(INSTALLED).reference();
        for (ProviderFactory factory : INSTALLED) {
            assertThat(reference).contains("auth." + factory.type() + "`\n");
            factory.settings().forEach(setting -> assertThat(reference).contains("`" + setting.name() + "`"));
        }
        assertThat(reference).contains("claim_mappings", "private_addresses", "null_for_nobody");
    }

    /** A file with every key, and nothing behind those that are no sections. */
    private static String sample(Value value) {
        if (value instanceof Value.Section section) {
            return section.keys().stream().map(SettingsFilesTest::sample).collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Value.MapOf map) {
            String name = LABELS.get(map.label());
            return name == null ? "{}" : "{" + name + ": " + sample(map.value()) + "}";
        }
        return value instanceof Value.ListOf list && list.element() instanceof Value.Section
                ? "[" + sample(list.element()) + "]"
                : "";
    }

    private static String sample(Key key) {
        return key.name() + ": " + sample(key.value());
    }
}
