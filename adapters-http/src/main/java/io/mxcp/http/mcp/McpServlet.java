package io.mxcp.http.mcp;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.application.access.Authenticate;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.BearerToken;
import io.mxcp.http.Challenge;
import io.mxcp.http.Json;
import io.mxcp.http.OAuthErrors;
import io.mxcp.http.PublicAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The MCP endpoint, Streamable HTTP in the revisions 2026-07-28 and 2025-11-25. Map it to exactly {@code /mcp}, and let it be
 * asynchronous: calls beyond {@link McpSettings#concurrentCalls} wait without a thread.
 *
 * <p>Each request is judged anew and in this order: host and web origin, method, token, form, message. What is refused before the
 * message is read is told in the manner of OAuth, what is wrong with the message in that of JSON-RPC.
 */
public final class McpServlet extends HttpServlet {
    private static final String RETRY_SECONDS = "2";

    private final transient PublicAddress address;
    private final transient Optional<Authenticate> authenticate;
    private final transient LiveCalls calls;
    private final transient Dispatcher dispatcher;

    /**
     * An endpoint over these parts.
     *
     * @param authenticate judges tokens; absent: everybody is {@link Anonymous}
     */
    public McpServlet(
            PublicAddress address,
            Optional<Authenticate> authenticate,
            EndpointCatalog catalog,
            EndpointFlows flows,
            AuditLog audit,
            InstantSource clock,
            ServerInfo server,
            McpSettings settings) {
        this.address = address;
        this.authenticate = authenticate;
        this.calls = new LiveCalls(settings);
        this.dispatcher = new Dispatcher(
                new Documents(server, catalog),
                new Lists(server, catalog),
                methods(catalog, flows, new BadArguments(audit, clock), new Answers(Documents.meta(server))),
                calls);
    }

    private Map<String, Method> methods(
            EndpointCatalog catalog, EndpointFlows flows, BadArguments badArguments, Answers answers) {
        Map<String, Method> methods = new HashMap<>();
        methods.put("tools/call", new ToolCalls(catalog.tools(), flows.callTool(), calls, badArguments, answers));
        if (Lists.hasResources(catalog)) {
            methods.put(
                    "resources/read", new ResourceReads(catalog, flows.readResource(), calls, badArguments, answers));
        }
        if (!catalog.prompts().isEmpty()) {
            methods.put(
                    "prompts/get", new PromptGets(catalog.prompts(), flows.getPrompt(), calls, badArguments, answers));
        }
        return methods;
    }

    /** Stops the calls that still run, so that their clients are told before the container ends. */
    public void stopCalls() {
        calls.stop();
    }

    @Override
    public void destroy() {
        stopCalls();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!address.isAllowedHost(request) || !address.isAllowedOrigin(request)) {
            MessageBody.discard(request);
            forbid(request, response);
            return;
        }
        WebOrigin.admit(request, response);
        if (request.getMethod().equals("OPTIONS")) {
            WebOrigin.preflight(response);
        } else {
            protectedly(request, response);
        }
    }

    /** A page that was led here by a name of its own, or a script of one (threat T43). */
    private static void forbid(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OAuthErrors.writeJson(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new OAuthException(ErrorCode.ACCESS_DENIED, "this host or web origin may not use the MCP endpoint"));
    }

    private static void refuseMethod(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", WebOrigin.METHODS);
        OAuthErrors.writeJson(
                request,
                response,
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                new OAuthException(ErrorCode.INVALID_REQUEST, "send MCP messages by POST; there are no sessions here"));
    }

    /** Clients look for the challenge by GET, too: of what is behind it, even the method, only those who are let in learn. */
    private void protectedly(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Requester> requester;
        try {
            requester = requester(request, response);
        } catch (RuntimeException failure) {
            OAuthErrors.writeJson(request, response, OAuthErrors.told(request, failure));
            return;
        }
        if (requester.isEmpty()) {
            return; // sent away
        } else if (request.getMethod().equals("POST")) {
            message(request, response, requester.get());
        } else {
            refuseMethod(request, response);
        }
    }

    /** Who asks; nothing if they were sent away. */
    private Optional<Requester> requester(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (authenticate.isEmpty()) {
            return Optional.of(Requester.of(new Anonymous()));
        }
        Issuer issuer = address.issuer(request);
        try {
            Optional<Secret> token = BearerToken.of(request);
            if (token.isPresent()) {
                return Optional.of(person(authenticate.get(), token.get(), issuer));
            }
            MessageBody.discard(request);
            Challenge.write(
                    request,
                    response,
                    Optional.empty(),
                    issuer,
                    authenticate.get().scopesToAskFor());
        } catch (OAuthException refused) {
            MessageBody.discard(request);
            Challenge.write(
                    request,
                    response,
                    Optional.of(refused),
                    issuer,
                    authenticate.get().scopesToAskFor());
        }
        return Optional.empty();
    }

    private static Requester person(Authenticate judge, Secret token, Issuer issuer) {
        AuthenticatedUser user = judge.authenticate(token, issuer);
        return new Requester(user, RequestHeaders.NONE, refused -> judge.renew(token, issuer, refused));
    }

    private void message(HttpServletRequest request, HttpServletResponse response, Requester requester)
            throws IOException {
        Optional<JsonPrimitive> id = Optional.empty();
        try {
            JsonObject object = Message.parse(MessageBody.read(request));
            id = Message.idOf(object);
            dispatcher.dispatch(Message.of(object), MirroredHeaders.of(request), requester, request, response);
        } catch (RpcException refused) {
            if (refused.mayPass()) {
                response.setHeader("Retry-After", RETRY_SECONDS);
            }
            Json.writeUnkept(response, refused.status(), Answers.error(id, refused));
        }
    }
}
