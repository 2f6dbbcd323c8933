package io.mxcp.bootstrap;

import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The program {@code mxcp}: takes the environment, the clock and the console, and runs one command. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(writer(System.out), writer(System.err), version());
        List<ProviderFactory> factories = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Service service = new Service(terminal, factories);
        int exitCode = new Commands(surroundings(), factories, service.all(), terminal).run(arguments);
        Service.flushLog(); // also where the start failed: what was logged may say why
        System.exit(exitCode);
    }

    /** {@code ~} is the shell's, which the JVM's own idea of it may differ from. */
    private static Surroundings surroundings() {
        Path home = Path.of(Optional.ofNullable(System.getenv("HOME"))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> System.getProperty("user.home")));
        return new Surroundings(
                Path.of("").toAbsolutePath(), home.toAbsolutePath(), System.getenv(), Clock.systemUTC());
    }

    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development build");
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
