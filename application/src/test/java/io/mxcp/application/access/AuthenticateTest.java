package io.mxcp.application.access;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.fixture.CountedTokens;
import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.application.token.RefreshAccessToken;
import io.mxcp.application.token.TokenResponse;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.token.TokenRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class AuthenticateTest {
    @Test
    void tellsWhoTheTokenStandsFor() {
        TestBroker broker = new TestBroker();

        AuthenticatedUser alice = broker.use(broker.redeem(broker.code("alice")).accessToken());
        AuthenticatedUser bob = broker.use(broker.redeem(broker.code("bob")).accessToken());

        assertThat(alice.username()).isEqualTo("alice@example.com");
        assertThat(alice.provider().value()).isEqualTo("keycloak");
        assertThat(bob.profile().subject()).isEqualTo("bob");
        assertThat(bob.externalToken().orElseThrow())
                .isNotEqualTo(alice.externalToken().orElseThrow());
    }

    @Test
    void asksTheStoreOnceForATokenSeenLately() {
        CountedTokens counted = new CountedTokens(new InMemoryTokenRepository());
        TestBroker broker = new TestBroker(settings -> settings.tokens(counted.repository()));
        TokenResponse tokens = broker.signIn();
        broker.use(tokens.accessToken());
        int calls = counted.calls();

        for (int i = 0; i < 100; i++) {
            broker.use(tokens.accessToken());
        }
        assertThat(counted.calls()).isEqualTo(calls);
        broker.clock.advance(Duration.ofSeconds(30));
        broker.use(tokens.accessToken());
        assertThat(counted.calls()).as("looked up, and told that it was seen").isEqualTo(calls + 2);
    }

    @Test
    void refusesATokenAfterItsLastMillisecondAlsoWhereItIsKnown() {
        TestBroker broker = new TestBroker();
        TokenResponse tokens = broker.signIn();
        broker.clock.advance(Duration.ofHours(1).minusMillis(1));
        broker.use(tokens.accessToken());

        broker.clock.advance(Duration.ofMillis(1));
        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void refusesATokenThatWasIssuedForAnotherResource() {
        TestBroker broker = new TestBroker();
        TokenResponse tokens = broker.signIn();
        Issuer other = new Issuer("https://other.example");

        assertThat(codeOf(() -> broker.server().authenticate().authenticate(tokens.accessToken(), other)))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        broker.use(tokens.accessToken());
        assertThat(codeOf(() -> broker.server().authenticate().authenticate(tokens.accessToken(), other)))
                .as("not from the cache either")
                .isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void refusesTokensOfAnotherProfileOnTheSameStoreUnderTheSameName() {
        TestBroker broker = new TestBroker();
        TokenResponse tokens = broker.signIn();
        AuthorizationServer otherProfile = AuthorizationServer.builder(
                        new StrictProvider(broker.clock, "github"), broker.clock)
                .clients(List.of(broker.client))
                .tokens(broker.tokens)
                .keys(KeyRing.of(broker.key))
                .build();

        assertThat(codeOf(() -> otherProfile.authenticate().authenticate(tokens.accessToken(), TestBroker.ISSUER)))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> otherProfile
                        .refreshAccessToken()
                        .refresh(
                                new RefreshAccessToken.Request(
                                        broker.client, refreshOf(tokens), Scopes.NONE, Optional.empty()),
                                TestBroker.ISSUER)))
                .isEqualTo(ErrorCode.INVALID_GRANT);
        broker.use(tokens.accessToken());
    }

    @Test
    void wantsAllRequiredScopes() {
        Scope admin = new Scope("admin");
        assertThat(outcome(Scopes.NONE)).isEmpty();
        assertThat(outcome(Scopes.of(Scope.ACCESS))).isEmpty();
        assertThat(outcome(Scopes.of(Scope.ACCESS, admin))).contains(ErrorCode.INSUFFICIENT_SCOPE);
        assertThat(outcome(Scopes.of(admin))).contains(ErrorCode.INSUFFICIENT_SCOPE);
    }

    /** What a token with mxcp:access meets where these are required. */
    private static Optional<ErrorCode> outcome(Scopes required) {
        TestBroker before = new TestBroker();
        TokenResponse tokens = before.signIn();
        AuthorizationServer server = AuthorizationServer.builder(before.provider, before.clock)
                .clients(List.of(before.client))
                .tokens(before.tokens)
                .keys(KeyRing.of(before.key))
                .scopes(ScopePolicy.requiring(required))
                .build();
        return ifRefused(() -> server.authenticate().authenticate(tokens.accessToken(), TestBroker.ISSUER));
    }

    /** An operator took it out of the configuration. */
    @Test
    void refusesATokenWhoseClientIsNotKnownAnyMore() {
        TestBroker before = new TestBroker();
        TokenResponse tokens = before.signIn();
        AuthorizationServer without = AuthorizationServer.builder(before.provider, before.clock)
                .tokens(before.tokens)
                .keys(KeyRing.of(before.key))
                .build();
        assertThat(codeOf(() -> without.authenticate().authenticate(tokens.accessToken(), TestBroker.ISSUER)))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        before.use(tokens.accessToken());
    }

    @Test
    void remembersNoTokenThatIsRevokedWhileItIsLookedUp() {
        Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();
        TokenRepository store = new InMemoryTokenRepository();
        TestBroker broker = new TestBroker(settings -> settings.tokens(interrupted(store, meanwhile)));
        TokenResponse tokens = broker.signIn();
        meanwhile.add(() -> broker.server().revokeToken().revoke(broker.client, refreshOf(tokens)));

        broker.use(tokens.accessToken()); // looked up before the revocation, answered after it

        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    /** A store where something happens right after an access token was found. */
    private static TokenRepository interrupted(TokenRepository store, Queue<Runnable> meanwhile) {
        return (TokenRepository) Proxy.newProxyInstance(
                TokenRepository.class.getClassLoader(),
                new Class<?>[] {TokenRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    if (method.getName().equals("findAccessToken")) {
                        Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
                    }
                    return result;
                });
    }
}
