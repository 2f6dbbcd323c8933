package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.bootstrap.pages.Block;
import io.mxcp.bootstrap.pages.Pages;
import io.mxcp.bootstrap.pages.Use;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that README and {@code docs/} show are good and can be served, and the pages' links lead somewhere. */
class DocumentationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T10:00:00Z"));

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern REFERRED_FILE = Pattern.compile("file://([\\w.-]+)");
    private static final Pattern PROJECT = Pattern.compile("(?m)^projects:\\s+(\\w+):");
    private static final Pattern PROFILE = Pattern.compile("profiles:\\s+(\\w+):");

    /** Good as a key of the server, and wherever any text will do. */
    private static final String ANY_VALUE = "A".repeat(43);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("settings")
    void showsSettingsThatCanBeServed(Block shown) throws IOException, InterruptedException, StartException {
        write("home/.mxcp/config.yml", shown.isFile("config.yml") ? placed(shown.text()) : "");
        write("project/mxcp-site.yml", shown.isFile("mxcp-site.yml") ? placed(shown.text()) : siteFor(shown));
        Files.createDirectories(root.resolve("project/tools"));
        for (MatchResult file : found(REFERRED_FILE, shown.text())) {
            write("home/.mxcp/" + file.group(1), ANY_VALUE);
        }
        int port = FreePort.find();
        Overrides overrides = new Overrides(Optional.empty(), Optional.of(port), Optional.empty(), false);
        Problems problems = new Problems();
        Optional<Configuration> read = Configuration.read(surroundings(shown), overrides, providers(), problems);
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        Configuration configuration = read.orElseThrow();
        try (RunningServer server = new Broker().start(configuration, Endpoints.NONE)) {
            server.awaitReady();
            awaitReadiness(port);
            HttpResponse<String> metadata = get(port, "/.well-known/oauth-authorization-server");
            if (configuration.auth().isEmpty()) {
                assertThat(metadata.statusCode()).isEqualTo(404);
            } else {
                assertThat(metadata.body()).contains("\"issuer\":\"" + server.url("") + "\"");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesAndHeadingsThatExist(Path page) throws IOException {
        Path folder = Optional.ofNullable(page.getParent()).orElseThrow();
        for (MatchResult link : found(LINK, Files.readString(page))) {
            String[] target = link.group(1).split("#", 2);
            if (!target[0].matches("[a-z]+:.*")) {
                Path file = target[0].isEmpty() ? page : folder.resolve(target[0]);
                assertThat(file).as("link in " + page).exists();
                if (target.length > 1) {
                    assertThat(anchors(file)).as("link in " + page).contains(target[1]);
                }
            }
        }
    }

    static List<Path> pages() {
        return Pages.all();
    }

    static List<Block> settings() {
        return Pages.blocks(Use.SETTINGS);
    }

    /** As those who show pages make them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return found(HEADING, Files.readString(page)).stream()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The project that the settings speak of, so that they are in use and not only looked over. */
    private static String siteFor(Block config) {
        return "project: %s\nprofile: %s\n"
                .formatted(
                        config.find(PROJECT).orElse("unknown"),
                        config.find(PROFILE).orElse("unknown"));
    }

    /** On this machine there is neither that address nor that folder. */
    private String placed(String text) {
        return text.replace("10.0.0.5", "127.0.0.1")
                .replace("/var/lib/mxcp", root.resolve("var").toString());
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A probe has only a second: on a busy machine one may fail. */
    private void awaitReadiness(int port) throws IOException, InterruptedException {
        int told = get(port, "/ready").statusCode();
        for (int tries = 0; told != 200 && tries < 300; tries++) {
            TimeUnit.MILLISECONDS.sleep(100);
            told = get(port, "/ready").statusCode();
        }
        assertThat(told).isEqualTo(200);
    }

    private static List<ProviderFactory> providers() {
        return ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private Surroundings surroundings(Block shown) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MXCP_DUCKDB_PATH", ":memory:");
        environment.put("MXCP_READONLY", "false"); // which that cannot be
        for (MatchResult variable : found(VARIABLE, shown.text())) {
            String name = variable.group(1);
            environment.put(name, name.endsWith("URL") ? "https://sso.example.com" : ANY_VALUE);
        }
        return new Surroundings(root.resolve("project"), root.resolve("home"), environment, CLOCK);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
    }
}
