package io.mxcp.application.authorize;

import io.mxcp.application.registration.Clients;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.AuthorizationRequest;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.ResourceIndicator;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checks of an authorization request, in order: first those after which nothing may be redirected, then those whose refusal goes
 * to the client.
 */
final class AuthorizationChecks {
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7E]{1,4096}");

    private final Clients clients;
    private final ScopePolicy scopes;

    AuthorizationChecks(Clients clients, ScopePolicy scopes) {
        this.clients = clients;
        this.scopes = scopes;
    }

    /** RFC 6749 §2.2: which client asks. Its refusal is never redirected. */
    Client client(AuthorizationParameters parameters) throws PageRefusal {
        if (parameters.isRepeated("client_id")) {
            throw new PageRefusal(ErrorCode.INVALID_REQUEST, "The request names more than one client.");
        }
        String id = parameters
                .get("client_id")
                .orElseThrow(() -> new PageRefusal(ErrorCode.INVALID_REQUEST, "The request names no client."));
        return clientId(id)
                .flatMap(clients::find)
                .orElseThrow(() -> new PageRefusal(
                        ErrorCode.INVALID_CLIENT,
                        "This server does not know the client that sent you here.",
                        "Its registration may have been removed. Delete the saved sign-in of this server in your client and connect"
                                + " again, so that it registers anew."));
    }

    private static Optional<ClientId> clientId(String text) {
        try {
            return Optional.of(new ClientId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 6749 §3.1.2.3: where the answer goes. Its refusal is never redirected. */
    RedirectUri redirectUri(AuthorizationParameters parameters, Client client, Issuer issuer) throws PageRefusal {
        RedirectUri redirectUri = registeredRedirectUri(parameters, client);
        if (redirectUri.isAt(issuer.displayHost())) {
            throw new PageRefusal(
                    ErrorCode.INVALID_REQUEST,
                    "The request wants the answer sent to this server itself.",
                    "Give the client an address of its own as redirect URI. Nothing was sent.");
        }
        return redirectUri;
    }

    private static RedirectUri registeredRedirectUri(AuthorizationParameters parameters, Client client)
            throws PageRefusal {
        if (parameters.isRepeated("redirect_uri")) {
            throw new PageRefusal(ErrorCode.INVALID_REQUEST, "The request names more than one redirect URI.");
        }
        Optional<String> sent = parameters.get("redirect_uri");
        if (sent.isEmpty()) {
            return client.onlyRedirectUri()
                    .orElseThrow(() -> new PageRefusal(
                            ErrorCode.INVALID_REQUEST,
                            "The client has several redirect URIs, and the request names none."));
        }
        return redirectUri(sent.get())
                .filter(client::mayReceiveAt)
                .orElseThrow(
                        () -> new PageRefusal(
                                ErrorCode.INVALID_REQUEST,
                                "The request wants the answer sent to an address that this client has not registered.",
                                "Register the exact redirect URI, or correct it in the client's settings. Nothing was sent there."));
    }

    private static Optional<RedirectUri> redirectUri(String text) {
        try {
            return Optional.of(new RedirectUri(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The client's own state, if it sent one that can be given back. */
    Optional<Secret> state(AuthorizationParameters parameters) {
        return parameters
                .get("state")
                .filter(text -> STATE.matcher(text).matches())
                .map(Secret::of);
    }

    /** All else; a refusal goes to the client. */
    AuthorizationRequest request(
            AuthorizationParameters parameters, Client client, RedirectUri redirectUri, Issuer issuer) {
        nothingRepeated(parameters);
        stateCanBeGivenBack(parameters);
        responseTypeIsCode(parameters);
        noRequestObject(parameters);
        CodeChallenge challenge = challenge(parameters);
        clientMayAsk(client);
        Scopes granted = scopes.grant(askedScopes(parameters), registeredScopes(client));
        return new AuthorizationRequest(
                issuer, client.id(), redirectUri, granted, challenge, resource(parameters, issuer));
    }

    private static void nothingRepeated(AuthorizationParameters parameters) {
        parameters.firstRepeated().ifPresent(name -> {
            throw invalid("a parameter is given more than once");
        });
    }

    private static void stateCanBeGivenBack(AuthorizationParameters parameters) {
        if (parameters
                .get("state")
                .filter(text -> !STATE.matcher(text).matches())
                .isPresent()) {
            throw invalid("state must be printable ASCII, at most 4096 characters");
        }
    }

    private static void responseTypeIsCode(AuthorizationParameters parameters) {
        String type = parameters.get("response_type").orElseThrow(() -> invalid("response_type is missing"));
        if (!type.equals("code")) {
            throw new OAuthException(ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "only response_type=code is supported");
        }
        if (!parameters.get("response_mode").orElse("query").equals("query")) {
            throw invalid("only response_mode=query is supported");
        }
    }

    private static void noRequestObject(AuthorizationParameters parameters) {
        if (parameters.get("request").isPresent()
                || parameters.get("request_uri").isPresent()) {
            throw invalid("request objects are not supported; send plain parameters");
        }
    }

    /** RFC 7636 §4.3, for every client: a missing method would mean plain, so it is refused (T4). */
    private static CodeChallenge challenge(AuthorizationParameters parameters) {
        String value = parameters
                .get("code_challenge")
                .orElseThrow(() -> invalid("code_challenge is missing; PKCE with S256 is required"));
        if (!parameters.get("code_challenge_method").orElse("plain").equals("S256")) {
            throw invalid("code_challenge_method must be S256");
        }
        try {
            return new CodeChallenge(value);
        } catch (IllegalArgumentException e) {
            throw invalid("code_challenge must be 43 characters of base64url");
        }
    }

    private static void clientMayAsk(Client client) {
        if (!client.mayUse(GrantType.AUTHORIZATION_CODE)) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT, "the client is not registered for the authorization_code grant");
        }
    }

    /** Anybody may register for what is required, so a client that registered before it was required may ask for it too. */
    private Scopes registeredScopes(Client client) {
        return client.source() == Client.Source.REGISTERED ? client.scopes().union(scopes.required()) : client.scopes();
    }

    private static Scopes askedScopes(AuthorizationParameters parameters) {
        try {
            return Scopes.parse(parameters.get("scope").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new OAuthException(ErrorCode.INVALID_SCOPE, "scope must be scope tokens separated by spaces");
        }
    }

    private static ResourceIndicator resource(AuthorizationParameters parameters, Issuer issuer) {
        return OwnResource.check(parameters.get("resource"), issuer);
    }

    private static OAuthException invalid(String description) {
        return new OAuthException(ErrorCode.INVALID_REQUEST, description);
    }
}
