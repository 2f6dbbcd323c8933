package io.mxcp.application.registration;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisterClientTest {
    private static final Map<String, Object> PLAIN = Map.of("redirect_uris", List.of("https://client.example/cb"));

    private final TestBroker broker = new TestBroker();

    @Test
    void givesAConfidentialClientASecretOnceAndKeepsItsHashOnly() {
        RegisterClient.RegisteredClient registered = register(broker, PLAIN);

        assertThat(registered.secret()).isPresent();
        assertThat(broker.server().clients().authenticate(registered.client().id(), registered.secret()))
                .isEqualTo(registered.client());
        assertThat(registered.toString())
                .doesNotContain(registered.secret().get().reveal());
        assertThat(broker.audit.of(AuditEvent.ClientRegistered.class)).hasSize(1);
    }

    @Test
    void givesAPublicClientNone() {
        RegisterClient.RegisteredClient registered = register(
                broker, Map.of("redirect_uris", List.of("https://c.example/"), "token_endpoint_auth_method", "none"));

        assertThat(registered.secret()).isEmpty();
    }

    @Test
    void registersOnlyScopesThatAreOfferedAndAllThatAreRequired() {
        TestBroker offering = new TestBroker(
                settings -> settings.scopes(new ScopePolicy(Scopes.of(Scope.ACCESS), Scopes.parse("reports"))));

        assertThat(register(offering, scopes("reports admin")).client().scopes())
                .isEqualTo(Scopes.parse("reports mxcp:access"));
        assertThat(register(offering, scopes("admin")).client().scopes()).isEqualTo(Scopes.of(Scope.ACCESS));
        assertThat(register(offering, scopes("")).client().scopes()).isEqualTo(Scopes.of(Scope.ACCESS));
    }

    @Test
    void refusesWhenThereIsNoRoomAndLocksOutNobodyWhoIsKnown() {
        TestBroker small = new TestBroker(settings ->
                settings.registrationLimits(new RegistrationLimits(2, Duration.ofMinutes(15), Duration.ofDays(7))));
        RegisterClient.RegisteredClient known = register(small, PLAIN);
        register(small, PLAIN);

        assertThat(codeOf(() -> register(small, PLAIN))).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(small.server().clients().find(known.client().id())).isPresent();
        small.clock.advance(Duration.ofMinutes(16));
        assertThat(ifRefused(() -> register(small, PLAIN))).isEmpty();
    }

    @Test
    void wantsTheSecretOfAConfidentialClientAlways() {
        Secret secret = Secrets.any();
        Client confidential = Clients.confidentialClient(secret);
        TestBroker with = new TestBroker(settings -> settings.clients(List.of(confidential)));
        ClientId id = confidential.id();

        assertThat(with.server().clients().authenticate(id, Optional.of(secret)))
                .isEqualTo(confidential);
        assertThat(codeOf(() -> with.server().clients().authenticate(id, Optional.empty())))
                .isEqualTo(ErrorCode.INVALID_CLIENT);
        assertThat(codeOf(() -> with.server().clients().authenticate(id, Optional.of(Secrets.any()))))
                .isEqualTo(ErrorCode.INVALID_CLIENT);
        assertThat(codeOf(() -> with.server().clients().authenticate(Clients.anyId(), Optional.of(secret))))
                .isEqualTo(ErrorCode.INVALID_CLIENT);
    }

    private static Map<String, Object> scopes(String scope) {
        return Map.of("redirect_uris", List.of("https://client.example/cb"), "scope", scope);
    }

    private static RegisterClient.RegisteredClient register(TestBroker broker, Map<String, Object> json) {
        return broker.server().registerClient().register(RegistrationRequest.of(json));
    }
}
