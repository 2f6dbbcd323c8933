package io.mxcp.application.metadata;

import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two documents that let a client find its way from nothing but the URL of the protected resource. Values are texts, booleans and
 * lists of texts, ready for JSON.
 */
public final class ServerMetadata {
    private final ScopePolicy scopes;

    /** For a server with these scopes. */
    public ServerMetadata(ScopePolicy scopes) {
        this.scopes = scopes;
    }

    /** The authorization server's document (RFC 8414 §2), also served to those who look for OpenID's. */
    public Map<String, Object> authorizationServer(Issuer issuer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer.value());
        document.put("authorization_endpoint", issuer.url("/authorize"));
        document.put("token_endpoint", issuer.url("/token"));
        document.put("registration_endpoint", issuer.url("/register"));
        document.put("revocation_endpoint", issuer.url("/revoke"));
        document.put("scopes_supported", texts(scopes.defaults().union(Scopes.of(Scope.OFFLINE_ACCESS))));
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query"));
        document.put(
                "grant_types_supported",
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
        document.put("token_endpoint_auth_methods_supported", methods());
        document.put("revocation_endpoint_auth_methods_supported", methods());
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    /** The protected resource's document (RFC 9728 §2). */
    public Map<String, Object> protectedResource(Issuer issuer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("resource", issuer.url("/mcp"));
        document.put("authorization_servers", List.of(issuer.value()));
        if (!scopes.required().isEmpty()) { // RFC 9728 §3.2: what has no elements is left out
            document.put("scopes_supported", texts(scopes.required()));
        }
        document.put("bearer_methods_supported", List.of("header"));
        return document;
    }

    private static List<String> methods() {
        return Arrays.stream(AuthenticationMethod.values())
                .map(AuthenticationMethod::wireName)
                .toList();
    }

    private static List<String> texts(Scopes scopes) {
        return List.copyOf(scopes.texts());
    }
}
