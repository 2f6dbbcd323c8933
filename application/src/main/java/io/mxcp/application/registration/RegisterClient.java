package io.mxcp.application.registration;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.ClientRepository.Registration;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Registers a client that asks for it (RFC 7591 §3.1): open to everyone, and therefore worth nothing before a person approves. */
public final class RegisterClient {
    private final ClientRepository clients;
    private final ScopePolicy scopes;
    private final RegistrationLimits limits;
    private final SecretGenerator generator;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public RegisterClient(
            ClientRepository clients,
            ScopePolicy scopes,
            RegistrationLimits limits,
            SecretGenerator generator,
            AuditLog audit,
            InstantSource clock) {
        this.clients = clients;
        this.scopes = scopes;
        this.limits = limits;
        this.generator = generator;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Registers a client.
     *
     * @throws OAuthException {@code too_many_requests} if there is no room at the moment
     */
    public RegisteredClient register(RegistrationRequest request) {
        Instant now = clock.instant();
        Optional<Secret> secret = request.authenticationMethod() == AuthenticationMethod.NONE
                ? Optional.empty()
                : Optional.of(generator.secret());
        Client client = client(request, secret, now);
        if (!(clients.register(client, limits, now) instanceof Registration.Registered)) {
            throw new OAuthException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "too many clients have registered without being used; try again later");
        }
        audit.record(new AuditEvent.ClientRegistered(now, client.id(), client.name()));
        return new RegisteredClient(client, secret);
    }

    private Client client(RegistrationRequest request, Optional<Secret> secret, Instant now) {
        return new Client(
                new ClientId("mxcp_client_" + HexId.of(generator)),
                request.name(),
                request.redirectUris(),
                request.grantTypes(),
                scopes.register(request.scopes()),
                request.authenticationMethod(),
                secret.map(SecretHash::of),
                Client.Source.REGISTERED,
                now);
    }

    /** A client as it was registered, with the secret that is shown this once. */
    public record RegisteredClient(Client client, Optional<Secret> secret) {}
}
