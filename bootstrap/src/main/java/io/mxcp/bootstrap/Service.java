package io.mxcp.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.duckdb.EngineStartException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.slf4j.LoggerFactory;

/** Runs a server in the foreground, until the process is told to stop. */
final class Service {
    private static final String OUR_LOGGERS = "io.mxcp";
    private static final int DEMO_PORT = 8000;

    private final Terminal terminal;
    private final List<ProviderFactory> factories;

    Service(Terminal terminal, List<ProviderFactory> factories) {
        this.terminal = terminal;
        this.factories = factories;
    }

    /** What is to run: started, told of, closed. */
    private interface Startable {
        AutoCloseable start() throws StartException;
    }

    int serve(Configuration configuration, Endpoints endpoints) {
        logInDetail(configuration.debug());
        return run(() -> {
            RunningServer server = new Broker().start(configuration, endpoints);
            server.awaitReadyOrClose();
            say("MXCP serves " + server.mcpUrl() + openness(configuration));
            return server;
        });
    }

    int demo(Optional<Integer> port, boolean debug) {
        logInDetail(debug);
        return run(() -> {
            DemoServer demo = DemoServer.start(port.orElse(DEMO_PORT), factories);
            say(demo.greeting());
            return demo;
        });
    }

    int query(Configuration configuration, ToIntFunction<QueryEngine> work) {
        try (DeferredEngine engine = DeferredEngine.opening(configuration)) {
            engine.await();
            return work.applyAsInt(engine);
        } catch (StartException | EngineStartException e) {
            terminal.err().println("mxcp: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static String openness(Configuration configuration) {
        return configuration
                .auth()
                .map(auth -> "; people sign in at " + auth.provider().id())
                .orElse("; open to everybody: no provider is configured");
    }

    private int run(Startable startable) {
        try {
            AutoCloseable running = startable.start();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "stop"));
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
        logging().getLogger(OUR_LOGGERS).setLevel(debug ? Level.DEBUG : Level.INFO);
    }

    private static LoggerContext logging() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
