package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that a test started: found ready by asking it, ended with everything that it started itself. */
final class OwnProcess implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;
    private final Thread atExit = new Thread(this::kill);

    private OwnProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code command}; what it prints is added to {@code log}. */
    static OwnProcess start(ProcessBuilder command, Path log) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        OwnProcess started = new OwnProcess(process, log);
        Runtime.getRuntime().addShutdownHook(started.atExit);
        return started;
    }

    /** Waits until a GET of {@code address} is answered with 200. */
    void awaitReady(URI address, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!answers(address)) {
            if (!process.isAlive()) {
                throw new IOException("ended with code " + process.exitValue() + " instead of serving " + address
                        + "; its log:\n" + log());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("does not answer " + address + " after " + atMost + "; its log:\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SIGTERM, as an operator's service manager does it. */
    void stop() throws InterruptedException, IOException {
        List<ProcessHandle> family = family();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
            throw new IOException("did not stop within 20 s; its log:\n" + log());
        }
        family.forEach(ProcessHandle::destroyForcibly);
        forget();
    }

    /** Holds it where it is (SIGSTOP): connections are still taken, nothing is answered. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after a pause (SIGCONT). */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** SIGKILL: no handler runs, nothing is flushed. */
    void kill() {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            for (ProcessHandle member : family) {
                member.onExit().get(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IllegalStateException("a killed process stays", stuck);
        }
        forget();
    }

    @Override
    public void close() {
        kill();
    }

    /** A start script and the virtual machine that it runs. */
    private List<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private void signal(String name) throws IOException, InterruptedException {
        String members =
                family().stream().map(member -> Long.toString(member.pid())).collect(Collectors.joining(" "));
        // the shell's own command: Debian has the program in a package that may be missing
        if (new ProcessBuilder("sh", "-c", "kill -" + name + " " + members)
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("no SIG" + name + " for " + members);
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // then this is the hook
        }
    }

    private static boolean answers(URI address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
