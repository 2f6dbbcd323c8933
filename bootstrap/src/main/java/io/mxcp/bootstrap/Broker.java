package io.mxcp.bootstrap;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.authorize.CallbackAddress;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.bootstrap.logging.LoggedAudit;
import io.mxcp.bootstrap.logging.NamedRequests;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.RequestLimits;
import io.mxcp.http.mcp.McpServlet;
import io.mxcp.http.mcp.McpSettings;
import io.mxcp.http.oauth.AuthRoutes;
import io.mxcp.providers.egress.GuardedWebReader;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The composition root: every part of the server, and how they are joined. */
public final class Broker {
    /** How long one call, or one reading, may take. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private final InstantSource clock;

    /** Goes by the clock of the machine. */
    public Broker() {
        this(Clock.systemUTC());
    }

    Broker(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Puts the server together and starts it.
     *
     * @param config its provider is closed with the server
     * @param endpoints what the project's endpoint files offer
     * @throws StartException if it cannot listen, or a store or the engine cannot be opened; nothing is left open then
     */
    public RunningServer start(Configuration config, Endpoints endpoints) throws StartException {
        Closing closing = new Closing();
        try {
            config.auth().map(AuthConfig::provider).ifPresent(closing::with);
            GuardedWebReader web =
                    closing.with(new GuardedWebReader(config.web().privateAddresses()));
            DeferredEngine engine = closing.with(DeferredEngine.opening(config, web));
            Stores stores = closing.with(Stores.open(config));
            JettyServer http = closing.with(new JettyServer(
                    config.transport().host(), config.transport().port()));
            PublicAddress address = ServerAddress.of(config, http.port());
            AuditLog audit = LoggedAudit.masked(config.maskPersonalData());
            Optional<AuthorizationServer> authorization =
                    config.auth().map(auth -> authorizationServer(auth, stores, audit));

            http.filter(new RequestLimits(address));
            http.filter(new NamedRequests());
            http.route("/", new NoSuchAddress(address));
            http.route("/health", HealthServlet.alive());
            http.route("/ready", HealthServlet.ready(stores, engine));
            config.auth().ifPresent(auth -> http.fewAtOnce(auth.callbackPath()));
            authorization.ifPresent(server -> AuthRoutes.of(server, address, callback(config), clock)
                    .forEach(route -> http.route(route.path(), route.servlet())));
            McpServlet mcp = new McpServlet(
                    address,
                    authorization.map(AuthorizationServer::authenticate),
                    endpoints.catalog(config.site().sqlTools()),
                    EndpointFlows.over(engine, audit, clock, CALL_LIMIT),
                    audit,
                    clock,
                    ServerName.info(),
                    McpSettings.DEFAULT);
            http.route("/mcp", mcp);
            http.beforeCuttingOff(mcp::stopCalls);
            http.start();

            authorization.ifPresent(server -> closing.with(new Sweeper(server.housekeeping())));
            return new RunningServer(config, http.port(), engine, closing);
        } catch (StartException | RuntimeException e) {
            closing.closeAfter(e);
            throw e;
        }
    }

    private AuthorizationServer authorizationServer(AuthConfig auth, Stores stores, AuditLog audit) {
        return AuthorizationServer.builder(auth.provider(), clock)
                .clients(auth.clients())
                .registeredClients(stores.clients())
                .pendingAuthorizations(stores.pending())
                .tokens(stores.tokens())
                .scopes(new ScopePolicy(auth.requiredScopes(), scopesOf(auth.clients())))
                .lifetimes(auth.lifetimes())
                .claimMappings(auth.claimMappings())
                .providerName(auth.providerName())
                .callback(new CallbackAddress(auth.callbackPath()))
                .keys(stores.keys())
                .audit(audit)
                .build();
    }

    private static Scopes scopesOf(List<Client> clients) {
        return clients.stream().map(Client::scopes).reduce(Scopes.NONE, Scopes::union);
    }

    private static CallbackAddress callback(Configuration config) {
        return new CallbackAddress(config.auth().map(AuthConfig::callbackPath).orElseThrow());
    }
}
