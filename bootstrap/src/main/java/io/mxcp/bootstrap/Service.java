package io.mxcp.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.bootstrap.cli.Local.Opened;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.bootstrap.logging.ConsoleLog;
import io.mxcp.bootstrap.logging.LoggedAudit;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.duckdb.EngineStartException;
import io.mxcp.duckdb.SqlSyntax;
import io.mxcp.providers.egress.GuardedWebReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.slf4j.LoggerFactory;

/** Runs a server in the foreground, until the process is told to stop. */
final class Service {
    private static final int DEMO_PORT = 8000;

    private final Terminal terminal;
    private final List<ProviderFactory> factories;

    Service(Terminal terminal, List<ProviderFactory> factories) {
        this.terminal = terminal;
        this.factories = factories;
    }

    /** Itself, as the commands know it. */
    Commands.Services all() {
        // of the parser, one connection in memory is left open to the end of the process
        return new Commands.Services(this::serve, this::demo, this::local, new SqlSyntax()::mistake);
    }

    /** Makes what is to run. */
    private interface Startable<T extends AutoCloseable> {
        T start() throws StartException;
    }

    /** Waits until it is ready, and says so. */
    private interface Greeting<T> {
        void of(T running) throws StartException;
    }

    int serve(Configuration configuration, Endpoints endpoints) {
        logInDetail(configuration.debug());
        return run(() -> new Broker().start(configuration, endpoints), server -> {
            server.awaitReadyOrClose();
            say("MXCP serves " + server.mcpUrl() + openness(configuration));
        });
    }

    int demo(Optional<Integer> port, boolean debug) {
        logInDetail(debug);
        return run(() -> DemoServer.start(port.orElse(DEMO_PORT), factories), demo -> say(demo.greeting()));
    }

    /** Whoever sits before it sees what comes out: meanwhile the log tells what went wrong only, unless detail is asked for. */
    int local(Configuration configuration, ToIntFunction<Opened> work) {
        Level before = ours().getLevel();
        ours().setLevel(configuration.debug() ? Level.DEBUG : Level.WARN);
        try (GuardedWebReader web = new GuardedWebReader(configuration.web().privateAddresses());
                DeferredEngine engine = DeferredEngine.opening(configuration, web)) {
            engine.await();
            EndpointFlows flows = EndpointFlows.over(
                    engine, LoggedAudit.masked(configuration.maskPersonalData()), Clock.systemUTC(), Broker.CALL_LIMIT);
            return work.applyAsInt(new Opened(engine, flows));
        } catch (StartException | EngineStartException e) {
            terminal.err().println("mxcp: " + e.getMessage());
            return ExitCode.FAILED;
        } finally {
            ours().setLevel(before);
        }
    }

    private static String openness(Configuration configuration) {
        return configuration
                .auth()
                .map(auth -> "; people sign in at " + auth.provider().id())
                .orElse("; open to everybody: no provider is configured");
    }

    /** From when it listens, before it is ready, it is stopped in order: requests come in already, and events wait to be written. */
    private <T extends AutoCloseable> int run(Startable<T> startable, Greeting<T> greeting) {
        try {
            T running = startable.start();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "stop"));
            greeting.of(running);
            stopped.await();
            return ExitCode.OK;
        } catch (StartException e) {
            terminal.err().println("mxcp: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** The log is written out last: nothing that was taken is lost on an orderly stop. */
    private static void stop(AutoCloseable running, CountDownLatch stopped) {
        try {
            running.close();
        } catch (Exception e) { // AutoCloseable declares no narrower type
            LoggerFactory.getLogger(Service.class).warn("did not stop in order: {}", e.getMessage(), e);
        }
        flushLog();
        stopped.countDown();
    }

    /** Writes out what is queued; nothing is logged afterwards. */
    static void flushLog() {
        logging().stop();
    }

    private void say(String text) {
        terminal.out().println(text);
        terminal.out().flush();
    }

    private static void logInDetail(boolean debug) {
        ours().setLevel(debug ? Level.DEBUG : Level.INFO);
    }

    private static Logger ours() {
        return logging().getLogger(ConsoleLog.OURS);
    }

    private static LoggerContext logging() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
