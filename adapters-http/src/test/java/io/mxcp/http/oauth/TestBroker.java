package io.mxcp.http.oauth;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.authorize.CallbackAddress;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.http.BearerToken;
import io.mxcp.http.Challenge;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.RequestLimits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The whole authorization server in a container on loopback, with a protected resource that tells who is asking. */
final class TestBroker implements AutoCloseable {
    static final ClientId CONFIGURED = new ClientId("configured client");
    static final String CONFIGURED_SECRET = "p: %+&=ü";
    static final ClientId CONFIGURED_PUBLIC = new ClientId("configured-public");
    static final String DEFAULT_REDIRECT = "http://127.0.0.1:49153/oauth/callback";

    final TestClock clock = new TestClock();
    final FakeGateway gateway = new FakeGateway();
    final RecordedStores stores = new RecordedStores();
    final Queue<AuditEvent> events = new ConcurrentLinkedQueue<>();
    final PublicAddress.Settings settings;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private TestBroker(UnaryOperator<PublicAddress.Settings> change, Scopes required) throws Exception {
        connector.setHost("127.0.0.1");
        connector.open();
        settings = change.apply(PublicAddress.Settings.listening("http", "127.0.0.1", port(), true));
        AuthorizationServer flows = AuthorizationServer.builder(gateway, clock)
                .clients(List.of(configured(), configuredPublic()))
                .registeredClients(stores.clients())
                .pendingAuthorizations(stores.pending())
                .scopes(new ScopePolicy(required, Scopes.parse("mxcp:access reports")))
                .audit(events::add)
                .build();
        server.addConnector(connector);
        server.setHandler(context(flows, new PublicAddress(settings)));
        server.start();
    }

    static TestBroker start() throws Exception {
        return start(UnaryOperator.identity());
    }

    static TestBroker start(UnaryOperator<PublicAddress.Settings> change) throws Exception {
        return new TestBroker(change, Scopes.NONE);
    }

    static TestBroker requiring(String scopes) throws Exception {
        return new TestBroker(UnaryOperator.identity(), Scopes.parse(scopes));
    }

    private ServletContextHandler context(AuthorizationServer flows, PublicAddress address) {
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new RequestLimits(address)), "/*", EnumSet.of(DispatcherType.REQUEST));
        for (AuthRoutes.Route route : AuthRoutes.of(flows, address, new CallbackAddress("/fake/callback"), clock)) {
            context.addServlet(new ServletHolder(route.servlet()), route.path());
        }
        context.addServlet(new ServletHolder(new WhoIsAsking(flows, address)), "/mcp");
        return context;
    }

    int port() {
        return connector.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IOException("the container does not stop", failed);
        }
    }

    private static Client configured() {
        return new Client(
                CONFIGURED,
                "Configured",
                List.of(new RedirectUri(DEFAULT_REDIRECT)),
                Set.of(GrantType.AUTHORIZATION_CODE),
                Scopes.of(Scope.ACCESS),
                AuthenticationMethod.CLIENT_SECRET_POST,
                Optional.of(SecretHash.of(Secret.of(CONFIGURED_SECRET))),
                Client.Source.CONFIGURED,
                TestClock.START);
    }

    private static Client configuredPublic() {
        return new Client(
                CONFIGURED_PUBLIC,
                "Configured and public",
                List.of(new RedirectUri(DEFAULT_REDIRECT)),
                EnumSet.allOf(GrantType.class),
                Scopes.of(Scope.ACCESS),
                AuthenticationMethod.NONE,
                Optional.empty(),
                Client.Source.CONFIGURED,
                TestClock.START);
    }

    /** Stands in for {@code /mcp}: the same way past the token, and then only the name of the person. */
    private static final class WhoIsAsking extends HttpServlet {
        private final transient AuthorizationServer flows;
        private final transient PublicAddress address;

        WhoIsAsking(AuthorizationServer flows, PublicAddress address) {
            this.flows = flows;
            this.address = address;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (!address.isAllowedHost(request) || !address.isAllowedOrigin(request)) {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            try {
                Optional<Secret> token = BearerToken.of(request);
                if (token.isEmpty()) {
                    challenge(request, response, Optional.empty());
                    return;
                }
                String username = flows.authenticate()
                        .authenticate(token.get(), address.issuer(request))
                        .username();
                response.getWriter().print(username);
            } catch (OAuthException refused) {
                challenge(request, response, Optional.of(refused));
            }
        }

        private void challenge(
                HttpServletRequest request, HttpServletResponse response, Optional<OAuthException> refused)
                throws IOException {
            Challenge.write(
                    request,
                    response,
                    refused,
                    address.issuer(request),
                    flows.authenticate().scopesToAskFor());
        }
    }
}
