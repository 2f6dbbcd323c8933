package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeemAuthorizationCodeTest {
    private final TestBroker broker = new TestBroker();
    private final Secret code = broker.code("alice");

    /** T60. */
    @Test
    void refusesACodeThatAClockSetBackWouldKeepAlive() {
        broker.clock.advance(Duration.ofHours(-2));

        assertThat(codeOf(() -> broker.redeem(code))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void givesTokensForTheRightCodeVerifierAndClient() {
        TokenResponse answer = redeem(new RedeemAuthorizationCode.Request(
                broker.client,
                code,
                broker.verifier,
                Optional.of(new RedirectUri(TestBroker.REDIRECT_URI)),
                Optional.of("https://mcp.example/mcp/")));

        assertThat(answer.expiresIn()).isEqualTo(Duration.ofHours(1));
        assertThat(answer.scopes()).isEqualTo(Scopes.of(Scope.ACCESS, Scope.OFFLINE_ACCESS));
        assertThat(answer.accessToken().reveal()).startsWith("mxcp_at_");
        assertThat(TestBroker.refreshOf(answer).reveal()).startsWith("mxcp_rt_");
        assertThat(broker.use(answer.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void endsAllThatCameOfACodeThatIsPresentedAgain() {
        TokenResponse first = broker.redeem(code);
        broker.use(first.accessToken());
        TokenResponse second = broker.refresh(TestBroker.refreshOf(first));

        assertThat(refusal()).isEqualTo(ErrorCode.INVALID_GRANT);

        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.use(second.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(TestBroker.refreshOf(second)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(broker.audit.of(AuditEvent.ReuseDetected.class))
                .extracting(AuditEvent.ReuseDetected::credential)
                .containsExactly(AuditEvent.Credential.AUTHORIZATION_CODE);
    }

    @Test
    void isSpentByAWrongVerifier() {
        assertThat(codeOf(() -> redeem(with(broker.client, Secrets.any())))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(refusal()).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://client.example/cb?tenant=a%20b", "http://127.0.0.1:1/oauth/callback"})
    void refusesAnotherRedirectUriThanTheOneItWasSentTo(String other) {
        RedeemAuthorizationCode.Request request = new RedeemAuthorizationCode.Request(
                broker.client, code, broker.verifier, Optional.of(new RedirectUri(other)), Optional.empty());

        assertThat(codeOf(() -> redeem(request))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void isUntouchedByAnotherClient() {
        assertThat(codeOf(() -> redeem(with(Clients.publicClient(), broker.verifier))))
                .isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> redeem(with(Clients.publicClient(), Secrets.any()))))
                .isEqualTo(ErrorCode.INVALID_GRANT);

        assertThat(ifRefused(() -> broker.redeem(code))).isEmpty();
    }

    @Test
    void staysGoodWhenAnotherResourceIsAskedFor() {
        RedeemAuthorizationCode.Request request = new RedeemAuthorizationCode.Request(
                broker.client, code, broker.verifier, Optional.empty(), Optional.of("https://other.example/mcp"));

        assertThat(codeOf(() -> redeem(request))).isEqualTo(ErrorCode.INVALID_TARGET);
        assertThat(ifRefused(() -> broker.redeem(code))).isEmpty();
    }

    @Test
    void isUnknownToAnotherServerOnTheSameStore() {
        assertThat(codeOf(() -> broker.server()
                        .redeemAuthorizationCode()
                        .redeem(broker.redemption(code), new Issuer("https://other.example"))))
                .isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(ifRefused(() -> broker.redeem(code))).isEmpty();
    }

    @Test
    void holdsToTheLastMillisecondAndNoLonger() {
        Secret other = broker.code("alice");
        broker.clock.advance(TestBroker.lifetimes().code().minusMillis(1));
        assertThat(ifRefused(() -> broker.redeem(code))).isEmpty();

        broker.clock.advance(Duration.ofMillis(1));
        assertThat(codeOf(() -> broker.redeem(other))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void givesNoRefreshTokenToAClientThatMayNotRefresh() {
        TokenResponse answer = redeem(with(registeredFor(Set.of(GrantType.AUTHORIZATION_CODE)), broker.verifier));

        assertThat(answer.refreshToken()).isEmpty();
    }

    @Test
    void refusesAClientThatMayNotUseCodes() {
        assertThat(codeOf(() -> redeem(with(registeredFor(Set.of(GrantType.REFRESH_TOKEN)), broker.verifier))))
                .isEqualTo(ErrorCode.UNAUTHORIZED_CLIENT);
    }

    @Test
    void shortensOurTokenOnlyWhereTheProvidersCannotBeRefreshed() {
        broker.provider.liveFor(Duration.ofMinutes(20));
        assertThat(broker.redeem(broker.code("alice")).expiresIn()).isEqualTo(Duration.ofHours(1));

        broker.provider.giveNoRefreshTokens();
        assertThat(broker.redeem(broker.code("alice")).expiresIn()).isEqualTo(Duration.ofMinutes(20));
        broker.provider.liveFor(StrictProvider.LIFETIME.multipliedBy(5));
        assertThat(broker.redeem(broker.code("alice")).expiresIn()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesAccessAndRefreshTokensAsCodes() {
        TokenResponse answer = broker.redeem(code);

        assertThat(codeOf(() -> broker.redeem(answer.accessToken()))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.redeem(TestBroker.refreshOf(answer)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(ifRefused(() -> broker.use(answer.accessToken()))).isEmpty();
    }

    @Test
    void letsOneOfManyConcurrentCallersRedeemACode() {
        List<TokenResponse> won = new ArrayList<>();
        Race.of(() -> attempt(code)).forEach(answer -> answer.ifPresent(won::add));

        assertThat(won).hasSize(1);
        assertThat(codeOf(() -> broker.use(won.get(0).accessToken())))
                .as("the others were replays")
                .isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    private Optional<TokenResponse> attempt(Secret presented) {
        List<TokenResponse> answer = new ArrayList<>();
        ifRefused(() -> answer.add(broker.redeem(presented)));
        return answer.stream().findFirst();
    }

    private ErrorCode refusal() {
        return codeOf(() -> broker.redeem(code));
    }

    private TokenResponse redeem(RedeemAuthorizationCode.Request request) {
        return broker.server().redeemAuthorizationCode().redeem(request, TestBroker.ISSUER);
    }

    private RedeemAuthorizationCode.Request with(Client client, Secret verifier) {
        return new RedeemAuthorizationCode.Request(client, code, verifier, Optional.empty(), Optional.empty());
    }

    private Client registeredFor(Set<GrantType> types) {
        Client like = broker.client;
        return new Client(
                like.id(),
                like.name(),
                like.redirectUris(),
                types,
                like.scopes(),
                like.authenticationMethod(),
                like.secret(),
                like.source(),
                like.registeredAt());
    }
}
