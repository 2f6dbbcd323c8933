package io.mxcp.bootstrap.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each provider has a page, and the page says of settings, facts and messages what the program says. */
class ProviderPagesTest {
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*?) \\|.*\\|$");
    private static final Pattern FACT = Pattern.compile("(?m)^\\| `(\\w+\\.\\w+)` \\| .+ \\|$");
    private static final Pattern SYMPTOM = Pattern.compile("(?m)^\\| (?:log|start|page|tool): ([^|]+) \\|");
    private static final Pattern MESSAGE = Pattern.compile("`([^`]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+)\"");
    private static final String AT_RUN_TIME = "…|\\(HTTP \\d+\\)|: |[A-Z]+_[A-Z_]+";

    /** Single words may be error codes of the provider. */
    private static final int FEWEST_WORDS = 2;

    @ParameterizedTest
    @MethodSource("providers")
    void hasTheSameSectionsAsTheOthers(ProviderFactory provider) throws IOException {
        assertThat(page(provider).lines())
                .anyMatch(line -> line.matches("## (At|In) .+"))
                .contains("## Here", "## Scopes", "## Settings", "## Facts", "## Troubleshooting");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void namesAllSettingsWithTheirDefaults(ProviderFactory provider) throws IOException {
        assertThat(rows(SETTING, section(page(provider), "Settings")))
                .containsExactlyElementsOf(
                        provider.settings().stream().map(ProviderPagesTest::row).toList());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void namesAllFactsThatTheReferenceNames(ProviderFactory provider) throws IOException {
        String prefix = provider.type().value() + ".";
        List<String> all = rows(FACT, Files.readString(Pages.ROOT.resolve("docs/sql.md"))).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        assertThat(rows(FACT, section(page(provider), "Facts"))).isNotEmpty().containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void explainsMessagesThatTheProgramHas(ProviderFactory provider) throws IOException {
        String known = literals();
        String names = provider.settings().stream().map(ProviderSetting::name).collect(Collectors.joining("|"));
        List<String> unknown = new ArrayList<>();
        for (String symptom : rows(SYMPTOM, section(page(provider), "Troubleshooting"))) {
            for (String message : rows(MESSAGE, symptom)) {
                Stream.of(message.split(AT_RUN_TIME + "|\\b(?:" + names + ")\\b", -1))
                        .map(String::strip)
                        .filter(part -> part.split(" ", -1).length >= FEWEST_WORDS)
                        .map(part -> part.replace(provider.displayName() + " ", ""))
                        .filter(part -> !known.contains(part))
                        .forEach(unknown::add);
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** All but the demo's, which nobody configures. */
    static List<ProviderFactory> providers() {
        return ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> !provider.type().value().equals("demo"))
                .toList();
    }

    private static String row(ProviderSetting setting) {
        String otherwise =
                setting.defaultValue().map(value -> "`" + value + "`").orElse("");
        return setting.name() + " " + (setting.required() ? "required" : otherwise);
    }

    private static String page(ProviderFactory provider) throws IOException {
        return Files.readString(
                Pages.ROOT.resolve("docs/providers/" + provider.type().value() + ".md"));
    }

    private static String section(String page, String heading) {
        String rest = page.substring(page.indexOf("## " + heading + "\n") + 3);
        return rest.contains("\n## ") ? rest.substring(0, rest.indexOf("\n## ")) : rest;
    }

    /** The groups of each match, separated by a space. */
    private static List<String> rows(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult row) -> Stream.iterate(1, i -> i <= row.groupCount(), i -> i + 1)
                        .map(row::group)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /** The texts of the program, those that are joined by a plus as one. */
    private static String literals() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : sources()) {
            String text = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
            LITERAL.matcher(text)
                    .results()
                    .forEach(literal -> all.append(literal.group(1)).append('\n'));
        }
        return all.toString();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            for (Path module : modules.map(folder -> folder.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
