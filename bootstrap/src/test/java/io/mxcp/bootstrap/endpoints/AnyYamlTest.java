package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file: reading it throws nothing, and what is not good is told. */
class AnyYamlTest {
    private static final List<String> WORDS = List.of(
            "tool",
            "resource",
            "prompt",
            "messages",
            "role",
            "uri",
            "mime_type",
            "tests",
            "{{ x }}",
            "{% if ",
            "%}",
            "name",
            "parameters",
            "type",
            "string",
            "array",
            "default",
            "enum",
            "items",
            "source",
            "code",
            "file",
            "return",
            "properties",
            "policies",
            "projects",
            "my_project",
            "profiles",
            "dev",
            "auth",
            "provider",
            "github",
            "clients",
            "client_id",
            "redirect_uris",
            "transport",
            "http",
            "port",
            "base_url",
            "host",
            "persistence",
            "path",
            "keys",
            "lifetimes",
            "code",
            "scopes",
            "sql_tools",
            "duckdb",
            "project",
            "profile",
            "minLength",
            "pattern",
            ": ",
            ":\n  ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "null",
            "true",
            "1",
            "-1",
            "1e9",
            ".inf",
            "'",
            "\"",
            "&a ",
            "*a",
            "<<: ",
            "!!binary ",
            "!x ",
            "!!int ",
            "? ",
            "| ",
            "> ",
            "${X}",
            "${",
            "file://",
            "file:///",
            "~",
            "\u0000",
            "\uFFFE",
            "\uD800",
            "😀",
            "%YAML 9.9\n",
            "%TAG ! tag:\n",
            "---\n",
            "...\n",
            "#",
            "@",
            "`",
            "\t",
            "x");

    private static Optional<Path> root = Optional.empty();

    @BeforeContainer
    static void makeFolder() throws IOException {
        root = Optional.of(Files.createTempDirectory("any-yaml"));
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(root.orElseThrow())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 500)
    boolean isReadOrTold(@ForAll("texts") String text) throws IOException {
        ProjectFolder folder = ProjectFolder.in(root.orElseThrow());
        Path config = folder.path("home/.mxcp/config.yml");
        folder.config("").file("project/tools/t.yml", "");
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(config, bytes);
        Files.write(folder.path("project/tools/t.yml"), bytes);
        boolean toolTold = readsTool(folder);
        boolean configTold = folder.read().isPresent() || !folder.errors().isEmpty();
        Files.write(folder.path("project/mxcp-site.yml"), bytes);
        return toolTold
                && configTold
                && (folder.read().isPresent() || !folder.errors().isEmpty());
    }

    private static boolean readsTool(ProjectFolder folder) {
        Problems problems = new Problems();
        Optional<SiteConfig> site = new SiteReader(folder.surroundings(), Overrides.NONE, problems).read();
        return !site.map(known -> new EndpointFiles(folder.surroundings(), known, problems).read())
                        .orElseThrow()
                        .equals(FilesRead.NONE)
                || problems.hasErrors()
                || !problems.warnings().isEmpty();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> heads = Arbitraries.of(
                "",
                "tool: {name: t, ",
                "tool:\n  name: t\n  ",
                "resource: {uri: 'a://b', ",
                "prompt:\n  name: t\n  messages:\n  - prompt: ",
                "projects: {my_project: {profiles: {dev: {auth: {",
                "transport: {http: {",
                "project: p\nprofile: d\n");
        Arbitrary<String> words = Arbitraries.of(WORDS).list().ofMaxSize(25).map(list -> String.join("", list));
        Arbitrary<String> pairs = Arbitraries.of(WORDS).list().ofMaxSize(12).map(list -> String.join(": ", list));
        return heads.flatMap(
                head -> Arbitraries.oneOf(words, pairs, Arbitraries.strings().ofMaxLength(60))
                        .map(rest -> head + rest));
    }
}
