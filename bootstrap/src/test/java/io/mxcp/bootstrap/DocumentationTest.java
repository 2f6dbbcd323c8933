package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and {@code docs/} show is true: their files are good files, and their links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T10:00:00Z"));

    /** A fenced block whose first line is a comment that names a file. */
    private static final Pattern FILE_BLOCK =
            Pattern.compile("(?ms)^```(?:yaml|sql)\\n(?:#|--) (\\S+\\.(?:yml|sql))\\n(.*?)^```");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern REFERRED_FILE = Pattern.compile("file://([\\w.-]+)");
    private static final Pattern PROJECT = Pattern.compile("(?m)^projects:\\s+(\\w+):");
    private static final Pattern PROFILE = Pattern.compile("profiles:\\s+(\\w+):");

    /** Good as a key of the server, and wherever any text will do. */
    private static final String ANY_VALUE = "A".repeat(43);

    @TempDir
    Path root;

    /** A file as a page shows it. */
    record Shown(String page, String name, String text) {
        boolean is(String file) {
            return name.equals(file) || name.endsWith("/" + file);
        }

        @Override
        public String toString() {
            return name + " of " + page;
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void showsGoodSettings(Shown shown) throws IOException {
        write("home/.mxcp/config.yml", shown.is("config.yml") ? shown.text() : "");
        write("project/mxcp-site.yml", shown.is("mxcp-site.yml") ? shown.text() : siteFor(shown));
        for (MatchResult file : found(REFERRED_FILE, shown.text())) {
            write("home/.mxcp/" + file.group(1), ANY_VALUE);
        }
        Problems problems = new Problems();
        Optional<Configuration> read = Configuration.read(surroundings(shown), Overrides.NONE, providers(), problems);
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(read).isPresent();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsGoodTools(Path page) throws IOException {
        List<Shown> files = shownOn(page).stream()
                .filter(shown ->
                        shown.name().startsWith("tools/") || shown.name().startsWith("sql/"))
                .toList();
        write("project/mxcp-site.yml", "project: my_project\nprofile: dev\n");
        for (Shown file : files) {
            write("project/" + file.name(), file.text());
        }
        Problems problems = new Problems();
        Surroundings surroundings = new Surroundings(root.resolve("project"), root.resolve("home"), Map.of(), CLOCK);
        Configuration read = Configuration.read(surroundings, Overrides.NONE, providers(), problems)
                .orElseThrow();
        assertThat(new EndpointFiles(surroundings, read.site(), problems).read().tools())
                .hasSameSizeAs(files.stream()
                        .filter(file -> file.name().endsWith(".yml"))
                        .toList());
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesThatExist(Path page) throws IOException {
        Path folder = Optional.ofNullable(page.getParent()).orElseThrow();
        for (MatchResult link : found(LINK, Files.readString(page))) {
            String target = link.group(1).replaceFirst("#.*", "");
            if (!target.isEmpty() && !target.matches("[a-z]+:.*")) {
                assertThat(folder.resolve(target)).as("link in " + page).exists();
            }
        }
    }

    @Test
    void findsTheFilesThatPagesShow() throws IOException {
        assertThat(settings().filter(shown -> shown.is("config.yml"))).hasSizeGreaterThan(5);
        assertThat(settings().filter(shown -> shown.is("mxcp-site.yml"))).hasSizeGreaterThan(1);
        assertThat(shownOn(ROOT.resolve("docs/tools.md"))).hasSizeGreaterThan(2);
    }

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of("README.md", "RATIONALE.md", "SECURITY.md")) {
            pages.add(ROOT.resolve(name));
        }
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    static Stream<Shown> settings() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (Path page : pages().toList()) {
            shownOn(page).stream()
                    .filter(shown -> shown.is("config.yml") || shown.is("mxcp-site.yml"))
                    .forEach(all::add);
        }
        return all.stream();
    }

    private static List<Shown> shownOn(Path page) throws IOException {
        return found(FILE_BLOCK, Files.readString(page)).stream()
                .map(block -> new Shown(String.valueOf(page.getFileName()), block.group(1), block.group(2)))
                .toList();
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The project that the settings speak of, so that they are in use and not only looked over. */
    private static String siteFor(Shown config) {
        return "project: %s\nprofile: %s\n".formatted(first(PROJECT, config), first(PROFILE, config));
    }

    private static String first(Pattern pattern, Shown shown) {
        return found(pattern, shown.text()).stream()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("unknown");
    }

    private static List<ProviderFactory> providers() {
        return ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private Surroundings surroundings(Shown shown) {
        Map<String, String> environment = new HashMap<>();
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
