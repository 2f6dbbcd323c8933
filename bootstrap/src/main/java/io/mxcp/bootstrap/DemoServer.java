package io.mxcp.bootstrap;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.demo.DemoProject;
import io.mxcp.bootstrap.demo.DemoSignIn;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.Sql;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code mxcp demo}: the ordinary server over a bundled project, with a sign-in provider of its own beside it. Both listen on this
 * machine only.
 */
public final class DemoServer implements AutoCloseable {
    private static final String HOST = "localhost";
    private static final Duration SEEDING = Duration.ofSeconds(30);

    private final RunningServer server;
    private final Closing closing;

    private DemoServer(RunningServer server, Closing closing) {
        this.server = server;
        this.closing = closing;
    }

    /**
     * Starts both.
     *
     * @param port of the server; 0 takes a free one
     * @param factories the providers on the class path, the demo's among them
     */
    public static DemoServer start(int port, List<ProviderFactory> factories) throws StartException {
        Closing closing = new Closing();
        try {
            DemoProject project = closing.with(DemoProject.unpack());
            JettyServer provider = closing.with(new JettyServer(HOST, 0));
            String base = provider.localAddress().toString();
            Problems problems = new Problems();
            Surroundings surroundings = new Surroundings(
                    project.folder(),
                    project.folder(),
                    Map.of(
                            "DEMO_PROVIDER_URL",
                            base,
                            "MXCP_CONFIG",
                            project.config().toString()),
                    Clock.systemUTC());
            Overrides overrides = new Overrides(Optional.empty(), Optional.of(port), Optional.empty(), false);
            Configuration config = Configuration.read(surroundings, overrides, factories, problems)
                    .orElseThrow(() -> incomplete(problems));
            Endpoints endpoints = new EndpointFiles(surroundings, config.site(), problems)
                    .read()
                    .endpoints();

            RunningServer server = closing.with(new Broker().start(config, endpoints));
            String callback = server.url(config.auth().orElseThrow().callbackPath());
            DemoSignIn.servlets(base, callback, Clock.systemUTC()).forEach(provider::route);
            provider.start();
            server.awaitReady();
            seed(server);
            return new DemoServer(server, closing);
        } catch (IOException | QueryException e) {
            closing.closeAfter(e);
            throw new StartException("the demo did not start: " + e.getMessage(), e);
        } catch (StartException | RuntimeException e) {
            closing.closeAfter(e);
            throw e;
        }
    }

    private static void seed(RunningServer server) throws QueryException {
        try (QueryContext context = server.engine().open(new Anonymous(), AccessMode.READ_WRITE, SEEDING)) {
            context.run(new Sql.ByOperator(DemoProject.data()), Map.of());
        }
    }

    private static StartException incomplete(Problems problems) {
        return new StartException("the bundled demo project is faulty: " + problems.errors());
    }

    /** What to tell whoever started it. */
    public String greeting() {
        return """

                The MXCP demo is ready. Connect an MCP client to

                    %1$s

                and sign in as one of three invented people. Each sees other rows.

                  Terminal     npx @modelcontextprotocol/inspector --cli %1$s \
                                 --transport http --method tools/call --tool-name my_orders
                               opens the browser to sign in (Node 22.19 or later)
                  Inspector    npx @modelcontextprotocol/inspector
                               then Add Servers, Add manually: streamable-http, URL %1$s,
                               Add Server, and the switch on its card
                  Claude Code  claude mcp add --transport http mxcp-demo %1$s
                               then /mcp in a session to sign in
                  curl         curl -i -X POST %1$s
                               answers 401 and says where to sign in

                Tools: whoami, my_orders, my_sales_by_month, and SQL by execute_sql_query.
                Press Ctrl+C to stop. Nothing is kept.
                """.formatted(server.mcpUrl());
    }

    @Override
    public void close() throws StartException {
        closing.close();
    }
}
