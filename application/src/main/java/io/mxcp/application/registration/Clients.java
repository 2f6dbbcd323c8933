package io.mxcp.application.registration;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.secret.Secret;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All clients: the configured ones, which are never stored and win over any other of their name, and the registered ones.
 * Safe for use by many threads.
 */
public final class Clients {
    private static final String UNKNOWN =
            "the client is unknown here; it may have been removed or never used: register again";

    private final Map<ClientId, Client> configured;
    private final ClientRepository registered;

    /** Clients of the configuration and of the store. */
    public Clients(Collection<Client> configured, ClientRepository registered) {
        this.configured = configured.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
        this.registered = registered;
    }

    /** The client of this name. */
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(configured.get(id)).or(() -> registered.find(id));
    }

    /**
     * Authenticates a client at the token endpoint (RFC 6749 §2.3): every endpoint that takes a client comes through here.
     *
     * @throws OAuthException {@code invalid_client} if it is unknown or does not show its secret
     */
    public Client authenticate(ClientId id, Optional<Secret> secret) {
        Client client = find(id).orElseThrow(() -> new OAuthException(ErrorCode.INVALID_CLIENT, UNKNOWN));
        if (!client.isProvedBy(secret)) {
            throw new OAuthException(ErrorCode.INVALID_CLIENT, "the client secret is missing or wrong");
        }
        return client;
    }
}
