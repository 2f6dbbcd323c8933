package io.mxcp.application;

import static java.util.Objects.requireNonNull;

import io.mxcp.application.access.AccessCache;
import io.mxcp.application.access.Authenticate;
import io.mxcp.application.access.ProviderSessions;
import io.mxcp.application.authorize.CallbackAddress;
import io.mxcp.application.authorize.CompleteAuthorization;
import io.mxcp.application.authorize.DecideConsent;
import io.mxcp.application.authorize.StartAuthorization;
import io.mxcp.application.inmemory.InMemoryClientRepository;
import io.mxcp.application.inmemory.InMemoryPendingAuthorizationRepository;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.application.metadata.ServerMetadata;
import io.mxcp.application.registration.Clients;
import io.mxcp.application.registration.RegisterClient;
import io.mxcp.application.token.RedeemAuthorizationCode;
import io.mxcp.application.token.RefreshAccessToken;
import io.mxcp.application.token.RevokeToken;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.Lifetimes;
import io.mxcp.domain.token.TokenRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * An OAuth 2.1 authorization server without a wire: the flows, ready to be called. The front door of embedders.
 *
 * <pre>{@code
 * AuthorizationServer server = AuthorizationServer.builder(gateway, clock)
 *         .clients(configured)
 *         .build();
 * AuthenticatedUser user = server.authenticate().authenticate(token, issuer);
 * }</pre>
 *
 * <p>Holds no static state and no thread; safe for use by many threads. The flows find the name of this server ({@code Issuer}) in
 * their arguments, since it may differ by request behind a proxy.
 */
public final class AuthorizationServer {
    private final Clients clients;
    private final RegisterClient registerClient;
    private final StartAuthorization startAuthorization;
    private final DecideConsent decideConsent;
    private final CompleteAuthorization completeAuthorization;
    private final RedeemAuthorizationCode redeemAuthorizationCode;
    private final RefreshAccessToken refreshAccessToken;
    private final RevokeToken revokeToken;
    private final Authenticate authenticate;
    private final ServerMetadata metadata;
    private final Housekeeping housekeeping;

    private AuthorizationServer(Builder with) {
        SecretGenerator generator = with.generator;
        Sealer sealer = new Sealer(with.keys, generator);
        SecretMint mint = new SecretMint(with.keys, generator);
        AccessCache cache = new AccessCache();
        ProviderSessions sessions =
                new ProviderSessions(with.tokens, with.gateway, sealer, generator, cache, with.audit, with.clock);
        clients = new Clients(with.configured, with.registered);
        registerClient = new RegisterClient(
                with.registered, with.scopes, with.registrationLimits, generator, with.audit, with.clock);
        startAuthorization = new StartAuthorization(
                clients,
                with.scopes,
                with.pending,
                with.gateway,
                with.providerName,
                sealer,
                generator,
                with.lifetimes,
                with.clock);
        decideConsent = new DecideConsent(
                with.pending, with.gateway, with.callback, sealer, generator, with.lifetimes, with.audit, with.clock);
        completeAuthorization = new CompleteAuthorization(
                with.pending,
                with.registered,
                with.gateway,
                sessions,
                with.callback,
                sealer,
                mint,
                generator,
                with.lifetimes,
                with.audit,
                with.clock);
        redeemAuthorizationCode = new RedeemAuthorizationCode(
                with.tokens, sealer, mint, with.lifetimes, sessions, with.audit, with.clock);
        refreshAccessToken = new RefreshAccessToken(
                with.tokens, with.scopes, sealer, mint, with.lifetimes, sessions, with.audit, with.clock);
        revokeToken = new RevokeToken(with.tokens, mint, sessions, with.audit, with.clock);
        authenticate = new Authenticate(
                with.tokens, clients, with.scopes, sealer, mint, sessions, with.claimMappings, cache, with.clock);
        metadata = new ServerMetadata(with.scopes);
        housekeeping =
                new Housekeeping(with.registered, with.pending, with.tokens, with.registrationLimits, with.clock);
    }

    /**
     * Begins with what has no default.
     *
     * @param gateway where people sign in
     * @param clock tells the time; {@code Clock.systemUTC()} outside tests
     */
    public static Builder builder(ProviderGateway gateway, InstantSource clock) {
        return new Builder(gateway, clock);
    }

    /** All clients. */
    public Clients clients() {
        return clients;
    }

    /** {@code /register}. */
    public RegisterClient registerClient() {
        return registerClient;
    }

    /** {@code /authorize}. */
    public StartAuthorization startAuthorization() {
        return startAuthorization;
    }

    /** The consent page's form. */
    public DecideConsent decideConsent() {
        return decideConsent;
    }

    /** {@code /<provider>/callback}. */
    public CompleteAuthorization completeAuthorization() {
        return completeAuthorization;
    }

    /** {@code /token} with a code. */
    public RedeemAuthorizationCode redeemAuthorizationCode() {
        return redeemAuthorizationCode;
    }

    /** {@code /token} with a refresh token. */
    public RefreshAccessToken refreshAccessToken() {
        return refreshAccessToken;
    }

    /** {@code /revoke}. */
    public RevokeToken revokeToken() {
        return revokeToken;
    }

    /** Bearer tokens at the protected resource. */
    public Authenticate authenticate() {
        return authenticate;
    }

    /** The published documents. */
    public ServerMetadata metadata() {
        return metadata;
    }

    /** Removal of what is over; the host calls it now and then. */
    public Housekeeping housekeeping() {
        return housekeeping;
    }

    /** Gathers the parts; what is not given keeps its default: stores in memory, a fresh key, nothing audited beyond the system log. */
    public static final class Builder {
        private final ProviderGateway gateway;
        private final InstantSource clock;
        private final SecretGenerator generator = new SecretGenerator();
        private List<Client> configured = List.of();
        private ClientRepository registered = new InMemoryClientRepository();
        private PendingAuthorizationRepository pending = new InMemoryPendingAuthorizationRepository();
        private TokenRepository tokens = new InMemoryTokenRepository();
        private ClaimMappings claimMappings = ClaimMappings.NONE;
        private ScopePolicy scopes = ScopePolicy.requiring(Scopes.NONE);
        private Lifetimes lifetimes = Lifetimes.DEFAULT;
        private RegistrationLimits registrationLimits = RegistrationLimits.DEFAULT;
        private CallbackAddress callback;
        private String providerName;
        private KeyRing keys = KeyRing.of(KeyEncryptionKey.ofBytes(generator.bytes(32)));
        private AuditLog audit = new SystemAuditLog();

        private Builder(ProviderGateway gateway, InstantSource clock) {
            this.gateway = requireNonNull(gateway, "gateway");
            this.clock = requireNonNull(clock, "clock");
            this.callback = new CallbackAddress("/" + gateway.id() + "/callback");
            this.providerName = gateway.id().value();
        }

        /** The clients of the configuration; never stored. */
        public Builder clients(List<Client> clients) {
            this.configured = List.copyOf(clients);
            return this;
        }

        /** Where registered clients are kept. */
        public Builder registeredClients(ClientRepository repository) {
            this.registered = requireNonNull(repository, "repository");
            return this;
        }

        /** Where flows under way are kept. */
        public Builder pendingAuthorizations(PendingAuthorizationRepository repository) {
            this.pending = requireNonNull(repository, "repository");
            return this;
        }

        /** Where grants and tokens are kept. */
        public Builder tokens(TokenRepository repository) {
            this.tokens = requireNonNull(repository, "repository");
            return this;
        }

        /** Which scopes there are and which are required. */
        public Builder scopes(ScopePolicy policy) {
            this.scopes = requireNonNull(policy, "policy");
            return this;
        }

        /** What the provider's claims give people; nothing unless said. */
        public Builder claimMappings(ClaimMappings mappings) {
            this.claimMappings = requireNonNull(mappings, "mappings");
            return this;
        }

        /** What people call the provider; its ID unless said. */
        public Builder providerName(String name) {
            this.providerName = requireNonNull(name, "name");
            return this;
        }

        /** How long everything lives. */
        public Builder lifetimes(Lifetimes times) {
            this.lifetimes = requireNonNull(times, "times");
            return this;
        }

        /** How much room registered clients get. */
        public Builder registrationLimits(RegistrationLimits limits) {
            this.registrationLimits = requireNonNull(limits, "limits");
            return this;
        }

        /** Where the provider answers, {@code /<provider>/callback} unless said. */
        public Builder callback(CallbackAddress address) {
            this.callback = requireNonNull(address, "address");
            return this;
        }

        /** The keys that seal; a store that outlives the process needs keys that do. */
        public Builder keys(KeyRing ring) {
            this.keys = requireNonNull(ring, "ring");
            return this;
        }

        /** Who is told of what happens. */
        public Builder audit(AuditLog log) {
            this.audit = requireNonNull(log, "log");
            return this;
        }

        /** The server. */
        public AuthorizationServer build() {
            return new AuthorizationServer(this);
        }
    }

    /** Removes what is over, in bounded steps. */
    public static final class Housekeeping {
        private static final int STEP = 500;

        private final ClientRepository clients;
        private final PendingAuthorizationRepository pending;
        private final TokenRepository tokens;
        private final RegistrationLimits limits;
        private final InstantSource clock;

        private Housekeeping(
                ClientRepository clients,
                PendingAuthorizationRepository pending,
                TokenRepository tokens,
                RegistrationLimits limits,
                InstantSource clock) {
            this.clients = clients;
            this.pending = pending;
            this.tokens = tokens;
            this.limits = limits;
            this.clock = clock;
        }

        /**
         * Removes at most 500 rows of each kind.
         *
         * @return whether there may be more
         */
        public boolean sweep() {
            Instant now = clock.instant();
            int most = Math.max(
                    Math.max(pending.sweep(now, STEP), tokens.sweep(now, STEP)),
                    clients.forgetUnused(now.minus(limits.forgottenAfter()), STEP));
            return most >= STEP;
        }
    }
}
