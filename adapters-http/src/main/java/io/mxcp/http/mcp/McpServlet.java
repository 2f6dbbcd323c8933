package io.mxcp.http.mcp;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.application.access.Authenticate;
import io.mxcp.application.endpoint.CallTool;
import io.mxcp.application.endpoint.ToolCatalog;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.BearerToken;
import io.mxcp.http.Challenge;
import io.mxcp.http.OAuthErrors;
import io.mxcp.http.PublicAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
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
    private final transient Dispatcher dispatcher;

    /**
     * An endpoint over these parts.
     *
     * @param authenticate judges tokens; absent: everybody is {@link Anonymous}
     */
    public McpServlet(
            PublicAddress address,
            Optional<Authenticate> authenticate,
            ToolCatalog tools,
            CallTool callTool,
            AuditLog audit,
            InstantSource clock,
            ServerInfo server,
            McpSettings settings) {
        this.address = address;
        this.authenticate = authenticate;
        Answers answers = new Answers(Documents.meta(server));
        this.dispatcher = new Dispatcher(
                new Documents(server, tools.all()),
                new ToolCalls(tools.all(), callTool, audit, clock, answers, settings));
    }

    /** Stops the calls that still run, so that their clients are told before the container ends. */
    public void stopCalls() {
        dispatcher.stop();
    }

    @Override
    public void destroy() {
        stopCalls();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!address.isAllowedHost(request) || !address.isAllowedOrigin(request)) {
            MessageBody.discard(request);
            forbid(response);
            return;
        }
        WebOrigin.admit(request, response);
        switch (request.getMethod()) {
            case "POST" -> post(request, response);
            case "OPTIONS" -> WebOrigin.preflight(response);
            default -> refuseMethod(response);
        }
    }

    /** A page that was led here by a name of its own, or a script of one (threat T43). */
    private static void forbid(HttpServletResponse response) throws IOException {
        OAuthErrors.writeJson(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new OAuthException(ErrorCode.ACCESS_DENIED, "this host or web origin may not use the MCP endpoint"));
    }

    private static void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", WebOrigin.METHODS);
        OAuthErrors.writeJson(
                response,
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                new OAuthException(ErrorCode.INVALID_REQUEST, "send MCP messages by POST; there are no sessions here"));
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller;
        try {
            caller = caller(request, response);
        } catch (RuntimeException failure) {
            OAuthErrors.writeJson(response, OAuthErrors.told(request, failure));
            return;
        }
        if (caller.isPresent()) {
            message(request, response, caller.get());
        }
    }

    /** Who asks; nothing if they were sent away. */
    private Optional<Caller> caller(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (authenticate.isEmpty()) {
            return Optional.of(new Anonymous());
        }
        Issuer issuer = address.issuer(request);
        Scopes needed = authenticate.get().scopesToAskFor();
        try {
            Optional<Secret> token = BearerToken.of(request);
            if (token.isPresent()) {
                return Optional.of(authenticate.get().authenticate(token.get(), issuer));
            }
            MessageBody.discard(request);
            Challenge.write(response, Optional.empty(), issuer, needed);
        } catch (OAuthException refused) {
            MessageBody.discard(request);
            Challenge.write(response, Optional.of(refused), issuer, needed);
        }
        return Optional.empty();
    }

    private void message(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        Optional<JsonPrimitive> id = Optional.empty();
        try {
            JsonObject object = Message.parse(MessageBody.read(request));
            id = Message.idOf(object);
            dispatcher.dispatch(Message.of(object), MirroredHeaders.of(request), caller, request, response);
        } catch (RpcException refused) {
            if (refused.mayPass()) {
                response.setHeader("Retry-After", RETRY_SECONDS);
            }
            JsonAnswer.write(response, refused.status(), Answers.error(id, refused));
        }
    }
}
