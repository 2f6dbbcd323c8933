package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.bootstrap.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that {@code mxcp init} wrote, and SQL on it by {@code mxcp query}. */
class InitAndQueryTest {
    @TempDir
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void overwritesNothingAndLetsReadingSqlWriteNothing() throws IOException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.OK);
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("mxcp-site.yml is there already; nothing was written");
        assertThat(run(shop, List.of("query", "CREATE TABLE t (a INTEGER)"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("read-only mode. With --write it may change data.")
                .doesNotContain("\"\"", "readOnlyHint");
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

    @Test
    void runsSqlThatBeginsWithAComment() throws IOException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.OK);
        for (String sql :
                List.of("-- Only show one\nSELECT 42 AS n", "--one=1\nSELECT 42 AS n", "/* one */ SELECT 42 AS n")) {
            out.getBuffer().setLength(0);
            assertThat(run(shop, List.of("query", "--json-output", sql)))
                    .as(sql)
                    .isEqualTo(ExitCode.OK);
            assertThat(out.toString()).containsIgnoringWhitespaces("[{\"n\": 42}]");
        }
        assertThat(run(shop, List.of("query", "--wrte", "SELECT 1"))).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("unknown option '--wrte'; did you mean '--write'?");
    }

    @Test
    void validatesTheSqlOfEndpointsWithoutItsTables() throws IOException {
        Path shop = Files.createDirectories(root.resolve("shop"));
        assertThat(run(shop, List.of("init"))).isEqualTo(ExitCode.OK);
        assertThat(run(shop, List.of("validate"))).as(out.toString()).isEqualTo(ExitCode.OK);
        Files.writeString(
                shop.resolve("tools/wrong.yml"),
                "tool:\n  name: wrong\n  source:\n    code: |\n      SELECT a\n      FORM none WHERE a = 1\n");
        assertThat(run(shop, List.of("validate"))).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains(
                        "error: tools/wrong.yml:4:11 tool.source.code: the SQL cannot be read: syntax error at or near")
                .contains("at line 2, column 6 of it");
    }

    private int run(Path folder, List<String> arguments) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), "test");
        Service service = new Service(terminal, List.of());
        Surroundings surroundings = new Surroundings(folder, root.resolve("home"), Map.of(), Clock.systemUTC());
        return new Commands(surroundings, List.of(), service.all(), terminal).run(arguments.toArray(String[]::new));
    }
}
