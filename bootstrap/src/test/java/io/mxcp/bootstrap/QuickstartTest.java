package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.bootstrap.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/quickstart.md} that need no browser do what the page says. */
class QuickstartTest {
    private static final Path PAGE = Path.of("../docs/quickstart.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)<!-- run: project -->\\n```sh\\n(.*?)```");

    @TempDir
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void doesWhatThePageSays() throws IOException, InterruptedException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        List<String> answers = new ArrayList<>();
        for (List<String> command : commandsOfThePage()) {
            out.getBuffer().setLength(0);
            assertThat(run(shop, command)).as(command + " " + err).isEqualTo(ExitCode.OK);
            answers.add(out.toString());
        }
        assertThat(answers).hasSize(5);
        assertThat(answers.get(0)).contains("wrote mxcp-site.yml", "mxcp query --write @sql/orders.sql");
        assertThat(answers.get(2)).contains("2 rows").contains("ann").doesNotContain("ben");
        assertThat(answers.get(3)).contains("1 row").contains("ben").doesNotContain("ann");
        assertThat(answers.get(4)).contains("All files are good.");
    }

    @Test
    void overwritesNothingAndLetsReadingSqlWriteNothing() throws IOException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.OK);
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("mxcp-site.yml is there already; nothing was written");
        assertThat(run(shop, List.of("query", "CREATE TABLE t (a INTEGER)"))).isEqualTo(ExitCode.FAILED);
        assertThat(run(shop, List.of("query", "@none.sql"))).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("none.sql cannot be read");
    }

    @Test
    void takesParametersAndPrintsRowsAsJson() throws IOException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.OK);
        out.getBuffer().setLength(0);
        assertThat(run(
                        shop,
                        List.of(
                                "query",
                                "SELECT $n + 1 AS n, $t AS t",
                                "--param",
                                "n=41",
                                "--param",
                                "t=a=b",
                                "--json-output")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsIgnoringWhitespaces("[{\"n\": 42, \"t\": \"a=b\"}]");
    }

    /** As a shell reads them, without the steps that make the folder. */
    private static List<List<String>> commandsOfThePage() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("mxcp() { for word in \"$@\" --end--; do echo \"$word\"; done; }\n");
        BLOCK.matcher(Files.readString(PAGE)).results().forEach(block -> script.append(block.group(1)));
        Process shell = new ProcessBuilder("bash", "-c", script.toString().replace("mkdir shop && cd shop\n", ""))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        List<List<String>> commands = new ArrayList<>();
        for (String command : said.split("--end--\n", -1)) {
            if (!command.isBlank()) {
                commands.add(command.lines().toList());
            }
        }
        return commands;
    }

    private int run(Path folder, List<String> arguments) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), "test");
        Service service = new Service(terminal, List.of());
        Surroundings surroundings = new Surroundings(folder, root.resolve("home"), Map.of(), Clock.systemUTC());
        return new Commands(surroundings, List.of(), service::serve, service::demo, service::local, terminal)
                .run(arguments.toArray(String[]::new));
    }
}
