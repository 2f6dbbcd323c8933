package io.mxcp.providers.oauth2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.Form;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How we prove to the token endpoint which client we are (RFC 6749 §2.3.1). */
public final class ClientCredentials {
    private final String clientId;
    private final Optional<Secret> inBody;
    private final Optional<Secret> inHeader;
    private final boolean adaptable;

    private ClientCredentials(String clientId, Optional<Secret> inBody, Optional<Secret> inHeader, boolean adaptable) {
        this.clientId = clientId;
        this.inBody = inBody;
        this.inHeader = inHeader;
        this.adaptable = adaptable;
    }

    /** The secret goes into the form. */
    public static ClientCredentials post(String clientId, Secret secret) {
        return new ClientCredentials(clientId, Optional.of(secret), Optional.empty(), false);
    }

    /** The secret goes into the header of HTTP Basic, client ID and secret form-encoded first. */
    public static ClientCredentials basic(String clientId, Secret secret) {
        return new ClientCredentials(clientId, Optional.empty(), Optional.of(secret), false);
    }

    /** The secret goes into the header until the provider is known to take it in the form only: see {@link #acceptedBy}. */
    public static ClientCredentials auto(String clientId, Secret secret) {
        return new ClientCredentials(clientId, Optional.empty(), Optional.of(secret), true);
    }

    /** There is no secret; PKCE alone binds the code to us. */
    public static ClientCredentials none(String clientId) {
        return new ClientCredentials(clientId, Optional.empty(), Optional.empty(), false);
    }

    /**
     * These, sent in a way that the provider takes; only those of {@link #auto} ever change.
     *
     * @param methods as the provider publishes them (OpenID Connect Core 1.0 §9); none published means HTTP Basic
     */
    public ClientCredentials acceptedBy(Set<String> methods) {
        boolean postOnly = methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
        return adaptable && postOnly ? new ClientCredentials(clientId, inHeader, Optional.empty(), false) : this;
    }

    /** Our client ID there. */
    public String clientId() {
        return clientId;
    }

    void addTo(Form form) {
        form.add("client_id", clientId);
        inBody.ifPresent(secret -> form.add("client_secret", secret));
    }

    /** What goes into the header of a request, with the wish for JSON. */
    public Map<String, String> headers() {
        return inHeader.map(secret -> Map.of("Accept", "application/json", "Authorization", "Basic " + encoded(secret)))
                .orElse(Map.of("Accept", "application/json"));
    }

    private String encoded(Secret secret) {
        String pair = Form.encode(clientId) + ":" + Form.encode(secret.reveal());
        return Base64.getEncoder().encodeToString(pair.getBytes(US_ASCII));
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
