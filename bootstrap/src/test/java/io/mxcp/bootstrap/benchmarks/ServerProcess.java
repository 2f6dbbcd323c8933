package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code bin/mxcp serve} as its own process on a free port. The script replaces itself by the virtual machine, so that the process is
 * the server. Another script may be named by the system property {@code mxcp.program}.
 */
final class ServerProcess implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of(System.getProperty("mxcp.program", "../bin/mxcp")).toAbsolutePath();
    private static final Duration MOST_TO_START = Duration.ofMinutes(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(4);
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String READY = "/ready";

    private final Process process;
    private final int port;
    private final Path log;
    private final long begun;
    private final Thread atExit;

    private ServerProcess(Process process, int port, Path log, long begun) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.begun = begun;
        this.atExit = new Thread(process::destroyForcibly);
    }

    /** Starts it, and does not wait. */
    static ServerProcess start(ProjectFolder project, int port) throws IOException {
        ProcessBuilder command = new ProcessBuilder(PROGRAM.toString(), "serve", "--port", Integer.toString(port))
                .directory(project.work().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(project.log().toFile()));
        command.environment().put("HOME", project.home().toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begun = System.nanoTime();
        ServerProcess server = new ServerProcess(command.start(), port, project.log(), begun);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        return server;
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    URI base() {
        return URI.create("http://localhost:" + port);
    }

    /** Waits for the first metadata answer; the time since the start. */
    Duration awaitMetadata() throws IOException, InterruptedException {
        return await(METADATA);
    }

    /** Waits until queries can run; the time since the start. */
    Duration awaitReady() throws IOException, InterruptedException {
        return await(READY);
    }

    private Duration await(String path) throws IOException, InterruptedException {
        while (!answers(path)) {
            if (!process.isAlive() || since().compareTo(MOST_TO_START) > 0) {
                throw new IOException("no answer from " + path + "; the server's log:\n" + Files.readString(log));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_QUESTIONS.toNanos());
        }
        return since();
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private boolean answers(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base().resolve(path).toURL().openConnection();
        connection.setReadTimeout((int) MOST_TO_START.toMillis());
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Processor time so far, of user and system, in steps of 10 ms. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory in MiB. */
    long residentMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String resident =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / 1024;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("a killed server stays: " + process.pid());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
