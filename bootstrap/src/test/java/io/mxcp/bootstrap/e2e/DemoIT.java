package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo needs no account: somebody picks one of three people in the browser, and sees that person's rows. */
final class DemoIT {
    @Test
    void answersTwoOfThreePeopleDifferently(@TempDir Path folder) throws IOException, InterruptedException {
        try (MxcpServer demo = MxcpServer.demo(folder)) {
            assertThat(demo.awaitLog(0, "curl")).contains(demo.mcp().toString(), "Inspector", "Claude Code");
            JsonObject first = ask(demo, 0);
            JsonObject second = ask(demo, 1);

            assertThat(pages(first)).containsExactly("consent", "person");
            assertThat(texts(first)).isNotEqualTo(texts(second));
        }
    }

    /** It is made by the first start and passed over where it is empty: a start without it would only be slow. */
    @Test
    void mapsItsClassesFromAnArchive() throws IOException, InterruptedException {
        Path program = Path.of("../bin/mxcp").toAbsolutePath();
        ProcessBuilder command =
                new ProcessBuilder(program.toString(), "demo", "--port", "0").redirectErrorStream(true);
        command.environment().put("MXCP_JAVA_OPTS", "-Xlog:class+load:stdout");
        Process demo = command.start();
        try (BufferedReader output = demo.inputReader()) {
            Stream<String> mapped = output.lines()
                    .filter(line -> line.contains("org.eclipse.jetty.server.Server source: "))
                    .limit(1);
            assertThat(mapped).singleElement().asString().contains("shared objects file (top)");
        } finally {
            demo.destroy();
            demo.waitFor();
        }
    }

    /** The server whose classes it holds runs in a project of its own: the person's settings name a database of another one. */
    @Test
    void makesItsArchiveWithoutTheSettingsOfTheEnvironment(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("mxcp");
        Files.copy(Path.of("../bin/mxcp"), program);
        Path distribution = Files.createDirectories(folder.resolve("bootstrap/target/mxcp"));
        Files.createSymbolicLink(
                distribution.resolve("lib"), Path.of("target/mxcp/lib").toAbsolutePath());
        Files.createFile(distribution.resolve("built"));
        Path theirs = folder.resolve("theirs.duckdb");
        ProcessBuilder command = new ProcessBuilder("sh", program.toString(), "serve")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        command.environment().putAll(Map.of("HOME", folder.toString(), "MXCP_DUCKDB_PATH", theirs.toString()));

        assertThat(command.start().waitFor()).as("there is no project").isNotZero();

        assertThat(theirs).doesNotExist();
        try (Stream<Path> files = Files.list(distribution)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsa")))
                    .singleElement()
                    .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        }
    }

    private static JsonObject ask(MxcpServer demo, int person) throws IOException, InterruptedException {
        return new OfficialClient(OfficialClient.V2_2026, demo.mcp())
                .demoPerson(person)
                .calling("whoami", 1)
                .run();
    }

    private static List<String> pages(JsonObject result) {
        return members(result.getAsJsonObject("browser"), "pages", "name").toList();
    }

    private static List<String> texts(JsonObject result) {
        return members(result, "results", "text").toList();
    }

    private static Stream<String> members(JsonObject of, String array, String name) {
        return of.getAsJsonArray(array).asList().stream()
                .map(element -> element.getAsJsonObject().get(name).getAsString());
    }
}
