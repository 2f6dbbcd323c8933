package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A script of {@code src/test/node} as a process of its own.
 *
 * <p>It gets its parameters as one JSON argument and prints one JSON line for each pause and one for its result; when
 * it fails, it says why on its error stream.
 */
final class NodeScript implements AutoCloseable {
    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final int STEP_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BlockingQueue<Optional<JsonObject>> lines = new LinkedBlockingQueue<>();

    private NodeScript(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static NodeScript start(String script, JsonObject parameters) throws IOException {
        return start(script, parameters, Map.of());
    }

    /** With these environment variables besides. */
    static NodeScript start(String script, JsonObject parameters, Map<String, String> environment) throws IOException {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            throw new IOException("run 'npm ci' in bootstrap/" + FOLDER + " first");
        }
        Path errors = Files.createTempFile(script, ".log");
        ProcessBuilder command = new ProcessBuilder("node", script, parameters.toString())
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile());
        command.environment().putAll(environment);
        Process process = command.start();
        NodeScript started = new NodeScript(process, errors);
        Thread reader = new Thread(started::read, script);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    /** Waits until the script stops at {@code name}. */
    void awaitPause(String name) throws IOException, InterruptedException {
        JsonObject line = next();
        if (!line.has("paused") || !line.get("paused").getAsString().equals(name)) {
            throw new IOException("no pause at '" + name + "' but " + line);
        }
    }

    /** Lets the script go on after a pause. */
    void goOn() throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write("\n");
        input.flush();
    }

    /** Waits for the script's result. */
    JsonObject result() throws IOException, InterruptedException {
        JsonObject line = next();
        if (!line.has("result")) {
            throw new IOException("no result but " + line);
        }
        return line.getAsJsonObject("result");
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(errors);
    }

    private JsonObject next() throws IOException, InterruptedException {
        Optional<JsonObject> line = lines.poll(STEP_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("nothing heard for " + STEP_SECONDS + " s; " + Files.readString(errors));
        }
        if (line.isEmpty()) {
            throw new IOException("failed: " + Files.readString(errors));
        }
        return line.get();
    }

    /** An empty element says that the process has ended. */
    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines()
                    .map(line -> Optional.of(JsonParser.parseString(line).getAsJsonObject()))
                    .forEach(lines::add);
        } catch (IOException | RuntimeException broken) {
            // the process was ended by close(), or printed something else: the caller learns that it is over
        } finally {
            lines.add(Optional.empty());
        }
    }
}
