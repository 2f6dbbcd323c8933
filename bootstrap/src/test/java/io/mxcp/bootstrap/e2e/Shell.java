package io.mxcp.bootstrap.e2e;

import io.mxcp.bootstrap.FreePort;
import io.mxcp.bootstrap.pages.Block;
import io.mxcp.bootstrap.pages.Pages;
import io.mxcp.bootstrap.pages.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A reader's terminal: one bash over all blocks of a page, in a home and a folder of its own, with {@code mxcp} in its path. What a page
 * starts in the foreground, {@code mxcp serve} and {@code mxcp demo}, runs beside it as in a second terminal, on a free port.
 *
 * <p>A block of commands must succeed line by line. A block with {@code $} before its commands must print what stands there, where
 * {@code …} stands for anything within a line, and alone on a line for any lines.
 */
final class Shell implements AutoCloseable {
    private static final int STEP_SECONDS = 120;
    private static final String DONE = "--done--";
    private static final String PORT_OF_THE_PAGES = "localhost:8000";

    /** Reads scripts that end in NUL from its own channel, so that no command takes them for its input. */
    private static final String LOOP = """
            exec 3<&0 </dev/null 2>&1
            while IFS= read -r -d '' script <&3; do
                eval "$script"
                printf '\\n%s\\n' "$?--done--"
            done
            """;

    private static final String MXCP = """
            #!/bin/sh
            # The program. A server runs beside, and ends when another one starts: a reader would press Ctrl+C.
            case $1 in
                serve | demo) ;;
                *) exec "$PROGRAM" "$@" ;;
            esac
            if [ -f "$STAGE/server.pid" ]; then
                kill "$(cat "$STAGE/server.pid")"
                while kill -0 "$(cat "$STAGE/server.pid")" 2>/dev/null; do sleep 0.1; done
            fi
            "$PROGRAM" "$@" --port "$PORT" >>"$STAGE/server.log" 2>&1 </dev/null &
            echo $! >"$STAGE/server.pid"
            until curl -sf "http://127.0.0.1:$PORT/ready" >/dev/null; do
                kill -0 $! 2>/dev/null || { cat "$STAGE/server.log"; exit 1; }
                sleep 0.1
            done
            """;

    private final Path stage;
    private final int port;
    private final Process bash;
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private Shell(Path stage, int port, Process bash) {
        this.stage = stage;
        this.port = port;
        this.bash = bash;
        replace(PORT_OF_THE_PAGES, "localhost:" + port);
    }

    /** From now on pages say this where they say that: an address or a name that only the reader has. */
    Shell replace(String shown, String here) {
        replacements.put(shown, here);
        return this;
    }

    /** One in an empty folder, with these variables besides. */
    static Shell open(Path folder, Map<String, String> variables) throws IOException {
        Path stage = Files.createDirectories(folder).toRealPath();
        int port = FreePort.find();
        Files.createDirectories(stage.resolve("home/.mxcp"));
        Files.createDirectories(stage.resolve("my_project"));
        ProcessBuilder command = new ProcessBuilder("bash", "--norc", "-c", LOOP)
                .directory(stage.resolve("my_project").toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("MXCP_"));
        environment.put("HOME", stage.resolve("home").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MXCP_JAVA_OPTS", "-XX:TieredStopAtLevel=1"); // many short runs: half the time
        environment.put("PATH", stage.resolve("bin") + ":" + environment.getOrDefault("PATH", ""));
        environment.put("STAGE", stage.toString());
        environment.put("PORT", Integer.toString(port));
        environment.put("PROGRAM", MxcpServer.PROGRAM.toString());
        environment.putAll(variables);
        Shell shell = new Shell(stage, port, command.start());
        Thread reader = new Thread(shell::read, "shell");
        reader.setDaemon(true);
        reader.start();
        shell.program("mxcp", MXCP);
        return shell;
    }

    /** Puts a program into the path, in place of one that this machine may lack. */
    Shell program(String name, String script) throws IOException {
        Path file = stage.resolve("bin").resolve(name);
        Files.createDirectories(stage.resolve("bin"));
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
        return this;
    }

    /** The home folder. */
    Path home() {
        return stage.resolve("home");
    }

    /** The server that the page starts. */
    URI server() {
        return URI.create("http://localhost:" + port);
    }

    /** What that server printed. */
    String serverLog() throws IOException {
        return Files.readString(stage.resolve("server.log"));
    }

    /** Runs each command; the first one that fails fails the test. */
    String succeed(String commands) throws IOException, InterruptedException {
        return answer("set -e; " + placed(commands));
    }

    /** Does what a reader does with this block: runs its commands and compares, or writes its file. */
    String use(Block block) throws IOException, InterruptedException {
        return switch (block.language()) {
            case "sh" -> succeed(block.text());
            case "console" -> compare(block);
            default -> write(block.file().orElseThrow(), block.text());
        };
    }

    /** Does so with all blocks of a page in their order that are commands or files; what was printed. */
    String usePage(String page) throws IOException, InterruptedException {
        StringBuilder printed = new StringBuilder();
        for (Block block : Pages.blocks(page)) {
            if (isTyped(block)) {
                printed.append(use(block)).append('\n');
            }
        }
        return printed.toString();
    }

    /** Whether a reader types or saves it. */
    static boolean isTyped(Block block) {
        return Use.TERMINAL.isOf(block) || block.file().isPresent();
    }

    /** Writes a file as the reader would, from where the terminal is. */
    String write(String name, String text) throws IOException, InterruptedException {
        String target = name.equals("config.yml") ? "~/.mxcp/config.yml" : name;
        return succeed(
                "mkdir -p \"$(dirname " + target + ")\"\ncat >" + target + " <<'END OF FILE'\n" + text + "END OF FILE");
    }

    private String compare(Block block) throws IOException, InterruptedException {
        StringBuilder printed = new StringBuilder();
        List<String> expected = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        List<String> all = new ArrayList<>(block.text().lines().toList());
        all.add("$ ");
        boolean continued = false;
        for (String line : all) {
            if (line.startsWith("$ ") && !command.isEmpty()) {
                printed.append(compare(block, command.toString(), expected)).append('\n');
                command.setLength(0);
                expected.clear();
            }
            if (line.startsWith("$ ") || continued) {
                command.append(continued ? line : line.substring(2)).append('\n');
                continued = line.endsWith("\\");
            } else {
                expected.add(line);
            }
        }
        return printed.toString();
    }

    private String compare(Block block, String command, List<String> expected)
            throws IOException, InterruptedException {
        String printed = answer("set +e; " + placed(command));
        StringBuilder pattern = new StringBuilder();
        for (String line : expected) {
            pattern.append(line.equals("…") ? "(?:.*\n)*?" : pattern(placed(line)) + "\n");
        }
        if (!Pattern.compile(pattern.toString()).matcher(printed + "\n").matches()) {
            throw new AssertionError(
                    block + "\n$ " + command + "printed\n" + printed + "\ninstead of\n" + String.join("\n", expected));
        }
        return printed;
    }

    private static String pattern(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.split("…", -1)) {
            parts.add(Pattern.quote(part));
        }
        return String.join(".*", parts);
    }

    private String placed(String text) {
        String here = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            here = here.replace(replacement.getKey(), replacement.getValue());
        }
        return here;
    }

    private String answer(String script) throws IOException, InterruptedException {
        Writer input = bash.outputWriter(StandardCharsets.UTF_8);
        input.write(script + "\0");
        input.flush();
        List<String> printed = new ArrayList<>();
        while (true) {
            Optional<String> line = lines.poll(STEP_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.isEmpty()) {
                throw new AssertionError((line == null ? "no end of: " : "failed: ") + script + "\nafter\n"
                        + String.join("\n", printed));
            }
            if (line.get().endsWith(DONE)) {
                return String.join("\n", printed).stripTrailing();
            }
            printed.add(line.get());
        }
    }

    private void read() {
        try (BufferedReader output = bash.inputReader(StandardCharsets.UTF_8)) {
            output.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | RuntimeException ended) {
            // by close(): whoever waits learns that it is over
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** Ends it, and the server that the page started. */
    @Override
    public void close() throws IOException {
        Path pid = stage.resolve("server.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(server -> {
                server.destroyForcibly();
                server.onExit().join();
            });
        }
        bash.descendants().forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly();
    }
}
