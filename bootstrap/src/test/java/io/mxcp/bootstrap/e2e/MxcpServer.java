package io.mxcp.bootstrap.e2e;

import io.mxcp.bootstrap.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** {@code bin/mxcp} as a process of its own on a free port, as an operator starts it; can be killed and started again. */
final class MxcpServer implements AutoCloseable {
    static final Path PROGRAM = Path.of("..", "bin", "mxcp").toAbsolutePath().normalize();
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration LOGGED = Duration.ofSeconds(10);

    private final ProcessBuilder command;
    private final Path log;
    private final int port;
    private OwnProcess process;

    private MxcpServer(ProcessBuilder command, Path log, int port) throws IOException, InterruptedException {
        this.command = command;
        this.log = log;
        this.port = port;
        this.process = start();
    }

    /** {@code mxcp serve} in the project's folder, with the variables that the documented configuration names. */
    static MxcpServer serve(Project project, KeycloakServer keycloak, String... options)
            throws IOException, InterruptedException {
        Map<String, String> variables = Map.of(
                "KEYCLOAK_CLIENT_ID", KeycloakServer.CLIENT_ID,
                "KEYCLOAK_CLIENT_SECRET", KeycloakServer.CLIENT_SECRET,
                "KEYCLOAK_REALM", KeycloakServer.REALM,
                "KEYCLOAK_SERVER_URL", keycloak.serverUrl());
        return serve(project, variables, options);
    }

    /** {@code mxcp serve} in the project's folder with these environment variables. */
    static MxcpServer serve(Project project, Map<String, String> variables, String... options)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        ProcessBuilder command = command("serve", port, List.of(options));
        command.directory(project.work().toFile());
        command.environment().put("HOME", project.home().toString());
        command.environment().putAll(variables);
        return new MxcpServer(command, project.log(), port);
    }

    /** {@code mxcp demo} in an empty folder. */
    static MxcpServer demo(Path folder) throws IOException, InterruptedException {
        int port = FreePort.find();
        ProcessBuilder command = command("demo", port, List.of());
        command.directory(folder.toFile());
        command.environment().put("HOME", folder.toString());
        return new MxcpServer(command, folder.resolve("server.log"), port);
    }

    URI base() {
        return URI.create("http://localhost:" + port);
    }

    URI mcp() {
        return base().resolve("/mcp");
    }

    /** Everything that it printed so far, over all its starts. */
    String log() {
        return process.log();
    }

    /** What it printed after so many characters, once {@code part} is among it: it writes its log in the background. */
    String awaitLog(int from, String part) throws InterruptedException {
        awaitLogged(part, from, () -> log().substring(from).contains(part));
        return log().substring(from);
    }

    /** The lines about {@code event} after those that it had printed {@code earlier}, once there are as many as expected. */
    List<String> logged(String earlier, String event, int expected) throws InterruptedException {
        awaitLogged(
                expected + " times " + event,
                earlier.length(),
                () -> logged(earlier, event).size() >= expected);
        return logged(earlier, event);
    }

    private List<String> logged(String earlier, String event) {
        return log().substring(earlier.length())
                .lines()
                .filter(line -> line.contains(event))
                .toList();
    }

    private void awaitLogged(String what, int from, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LOGGED.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not logged: " + what + "\n" + log().substring(from));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ends it without notice (SIGKILL), and starts it again on the same port. */
    void crashAndStartAgain() throws IOException, InterruptedException {
        crash();
        process = start();
    }

    /** Ends it without notice (SIGKILL). */
    void crash() {
        process.kill();
    }

    /** Ends it in an orderly way (SIGTERM). */
    void stop() throws IOException, InterruptedException {
        process.stop();
    }

    @Override
    public void close() {
        crash();
    }

    private OwnProcess start() throws IOException, InterruptedException {
        OwnProcess started = OwnProcess.start(command, log);
        started.awaitReady(base().resolve("/.well-known/oauth-authorization-server"), START);
        return started;
    }

    private static ProcessBuilder command(String name, int port, List<String> options) {
        List<String> arguments = List.of(PROGRAM.toString(), name, "--port", Integer.toString(port));
        ProcessBuilder command = new ProcessBuilder(
                Stream.concat(arguments.stream(), options.stream()).toList());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().keySet().removeIf(variable -> variable.startsWith("MXCP_"));
        return command;
    }
}
