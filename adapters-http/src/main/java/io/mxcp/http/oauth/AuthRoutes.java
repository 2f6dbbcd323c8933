package io.mxcp.http.oauth;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.authorize.CallbackAddress;
import io.mxcp.application.metadata.ServerMetadata;
import io.mxcp.http.PublicAddress;
import jakarta.servlet.http.HttpServlet;
import java.time.InstantSource;
import java.util.List;

/**
 * All endpoints of the authorization server, for any servlet container:
 *
 * <pre>{@code
 * for (AuthRoutes.Route route : AuthRoutes.of(server, address, callback, clock)) {
 *     context.addServlet(new ServletHolder(route.servlet()), route.path());
 * }
 * }</pre>
 *
 * <p>Put {@link io.mxcp.http.RequestLimits} before them.
 */
public final class AuthRoutes {
    private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";
    private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";
    private static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";

    private AuthRoutes() {}

    /**
     * Where a servlet answers.
     *
     * @param path a mapping of the Servlet specification (§12.2): exact, or ending in {@code /*}, which matches the path before it too
     */
    public record Route(String path, HttpServlet servlet) {}

    /**
     * The endpoints.
     *
     * @param address under which name the server is reached
     * @param callback where the provider answers; the same that the server was built with
     * @param clock tells the time to what limits requests of one address
     */
    public static List<Route> of(
            AuthorizationServer server, PublicAddress address, CallbackAddress callback, InstantSource clock) {
        ServerMetadata metadata = server.metadata();
        AddressThrottle registrations = new AddressThrottle(clock, AddressThrottle.REGISTRATIONS);
        AddressThrottle requests = new AddressThrottle(clock, AddressThrottle.AUTHORIZATION_REQUESTS);
        return List.of(
                new Route(AUTHORIZATION_SERVER + "/*", new MetadataServlet(address, metadata::authorizationServer)),
                new Route(OPENID_CONFIGURATION + "/*", new MetadataServlet(address, metadata::authorizationServer)),
                new Route("/mcp" + AUTHORIZATION_SERVER, new MetadataServlet(address, metadata::authorizationServer)),
                new Route("/mcp" + OPENID_CONFIGURATION, new MetadataServlet(address, metadata::authorizationServer)),
                new Route(PROTECTED_RESOURCE + "/*", new MetadataServlet(address, metadata::protectedResource)),
                new Route("/register", new RegisterServlet(server.registerClient(), registrations, address)),
                new Route("/authorize", new AuthorizeServlet(server.startAuthorization(), requests, address)),
                new Route("/consent", new ConsentServlet(server.decideConsent(), address)),
                new Route(callback.path(), new CallbackServlet(server.completeAuthorization(), address, clock)),
                new Route("/token", new TokenServlet(server, address)),
                new Route("/revoke", new RevokeServlet(server)));
    }
}
