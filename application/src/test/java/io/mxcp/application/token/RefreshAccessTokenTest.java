package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefreshAccessTokenTest {
    private static final Duration WINDOW = TestBroker.lifetimes().replayWindow();

    private final TestBroker broker = new TestBroker();
    private final TokenResponse first = broker.signIn();

    @Test
    void givesANewPairAndLeavesTheOldAccessTokenGood() {
        TokenResponse second = broker.refresh(refreshOf(first));

        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(broker.use(first.accessToken()).username()).isEqualTo("alice@example.com");
        assertThat(broker.use(second.accessToken()).username()).isEqualTo("alice@example.com");
        assertThat(broker.provider.calls(Step.REFRESH)).isZero();
    }

    @Test
    void renewsTheProvidersTokensWhereTheyAreDue() {
        broker.letProviderTokensBecomeDue();

        TokenResponse second = broker.refresh(refreshOf(first));

        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
        assertThat(broker.use(second.accessToken())
                        .externalToken()
                        .orElseThrow()
                        .reveal())
                .isNotEqualTo("provider-at-2");
    }

    @Test
    void keepsTheProvidersRefreshTokenWhereItGivesNoNewOne() {
        broker.provider.rotateNoMore();

        TokenResponse latest = first;
        for (int i = 0; i < 3; i++) {
            broker.letProviderTokensBecomeDue();
            latest = broker.refresh(refreshOf(latest));
        }

        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(3);
        assertThat(broker.use(latest.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void worksLongAfterTheAccessTokenExpired() {
        broker.clock.advance(Duration.ofDays(7));

        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(ifRefused(() -> broker.refresh(refreshOf(first)))).isEmpty();
    }

    @Test
    void isUntouchedByAnotherClient() {
        assertThat(codeOf(() -> broker.refresh(Clients.publicClient(), refreshOf(first))))
                .isEqualTo(ErrorCode.INVALID_GRANT);

        TokenResponse second = broker.refresh(refreshOf(first));
        broker.use(second.accessToken());
        broker.clock.advance(WINDOW.plusMillis(1));
        assertThat(codeOf(() -> broker.refresh(Clients.publicClient(), refreshOf(first))))
                .as("not even as a replay")
                .isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(ifRefused(() -> broker.use(second.accessToken()))).isEmpty();
    }

    @Test
    void isUnknownToAnotherServerOnTheSameStore() {
        RefreshAccessToken.Request request =
                new RefreshAccessToken.Request(broker.client, refreshOf(first), Scopes.NONE, Optional.empty());

        assertThat(codeOf(() ->
                        broker.server().refreshAccessToken().refresh(request, new Issuer("https://other.example"))))
                .isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(ifRefused(() -> broker.refresh(refreshOf(first)))).isEmpty();
    }

    @Test
    void givesTheSamePairAgainWithinTheWindow() {
        TokenResponse second = broker.refresh(refreshOf(first));
        broker.use(second.accessToken());
        broker.clock.advance(WINDOW);

        TokenResponse again = broker.refresh(refreshOf(first));

        assertThat(again.accessToken()).isEqualTo(second.accessToken());
        assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(again.expiresIn()).isEqualTo(second.expiresIn().minus(WINDOW));
    }

    @Test
    void endsTheFamilyWhenAnOldTokenComesAMillisecondAfterTheWindow() {
        TokenResponse second = broker.refresh(refreshOf(first));
        broker.use(second.accessToken());
        broker.clock.advance(WINDOW.plusMillis(1));

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);

        assertThat(codeOf(() -> broker.use(second.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(refreshOf(second)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(broker.audit.of(AuditEvent.ReuseDetected.class))
                .extracting(AuditEvent.ReuseDetected::credential)
                .containsExactly(AuditEvent.Credential.REFRESH_TOKEN);
    }

    @Test
    void givesTheSamePairAgainHoweverLateWhereItsAnswerWasLost() {
        TokenResponse lost = broker.refresh(refreshOf(first));
        broker.clock.advance(Duration.ofDays(3));

        TokenResponse again = broker.refresh(refreshOf(first));

        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(again.expiresIn()).isEqualTo(Duration.ZERO);
        assertThat(ifRefused(() -> broker.refresh(refreshOf(again)))).isEmpty();
    }

    @Test
    void takesTheUseOfTheSuccessorAsProofOfArrival() {
        TokenResponse second = broker.refresh(refreshOf(first));
        TokenResponse third = broker.refresh(refreshOf(second));

        assertThat(codeOf(() -> broker.refresh(refreshOf(first))))
                .as("two generations back")
                .isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.refresh(refreshOf(third)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"GRANT_REFUSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesTheTokenGoodWhenTheProviderCannotRefresh(Failure failure) {
        broker.letProviderTokensBecomeDue();
        broker.provider.fail(Step.REFRESH, failure);

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);
        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);

        broker.provider.heal();
        TokenResponse second = broker.refresh(refreshOf(first));
        assertThat(broker.use(second.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void endsTheGrantWhenTheProviderCallsItDeadAndAsksNoMore() {
        broker.letProviderTokensBecomeDue();
        broker.provider.endAllSessions();

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);

        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
        assertThat(broker.audit.of(AuditEvent.GrantRevoked.class)).hasSize(1);
    }

    @Test
    void keepsTheSessionWhereOnlyTheProfileCannotBeRead() {
        broker.letProviderTokensBecomeDue();
        broker.provider.fail(Step.PROFILE, Failure.UNREACHABLE);

        TokenResponse second = broker.refresh(refreshOf(first));

        assertThat(broker.use(second.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void endsTheGrantWhenTheTokensTurnOutToBeAnothersPerson() {
        broker.letProviderTokensBecomeDue();
        broker.provider.mixUpWith("mallory");

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void worksWithinOurOwnLimitsWhereTheProviderGivesNoRefreshToken() {
        TestBroker other = new TestBroker();
        other.provider.giveNoRefreshTokens();
        other.provider.giveEndlessTokens();
        TokenResponse answer = other.signIn();
        other.clock.advance(Duration.ofDays(20));

        TokenResponse second = other.refresh(refreshOf(answer));

        assertThat(other.use(second.accessToken()).username()).isEqualTo("alice@example.com");
        assertThat(other.provider.calls(Step.REFRESH)).isZero();
    }

    @Test
    void asksForANewSignInWhereTheProvidersTokenIsOverAndCannotBeRenewed() {
        TestBroker other = new TestBroker();
        other.provider.giveNoRefreshTokens();
        TokenResponse answer = other.signIn();
        other.clock.advance(StrictProvider.LIFETIME);

        assertThat(codeOf(() -> other.refresh(refreshOf(answer)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void narrowsTheScopesAndNeverWidensThem() {
        assertThat(codeOf(() -> refresh("mxcp:access admin"))).isEqualTo(ErrorCode.INVALID_SCOPE);

        assertThat(refresh("mxcp:access").scopes()).isEqualTo(Scopes.of(Scope.ACCESS));
    }

    @Test
    void refusesAnotherResource() {
        RefreshAccessToken.Request request = new RefreshAccessToken.Request(
                broker.client, refreshOf(first), Scopes.NONE, Optional.of("https://other.example/mcp"));

        assertThat(codeOf(() -> broker.server().refreshAccessToken().refresh(request, TestBroker.ISSUER)))
                .isEqualTo(ErrorCode.INVALID_TARGET);
        assertThat(ifRefused(() -> broker.refresh(refreshOf(first)))).isEmpty();
    }

    @Test
    void isOverWhenNobodyRefreshedForThirtyDays() {
        broker.clock.advance(TestBroker.lifetimes().refreshToken().minusMillis(1));
        TokenResponse second = broker.refresh(refreshOf(first));
        broker.clock.advance(TestBroker.lifetimes().refreshToken());

        assertThat(codeOf(() -> broker.refresh(refreshOf(second)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void isOverAfterNinetyDaysHoweverOftenItIsRefreshed() {
        TokenResponse latest = first;
        for (int i = 0; i < 4; i++) {
            broker.clock.advance(Duration.ofDays(20));
            latest = broker.refresh(refreshOf(latest));
        }
        Secret last = refreshOf(latest);
        broker.clock.advance(Duration.ofDays(10));

        assertThat(codeOf(() -> broker.refresh(last))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void refusesAccessTokensAsRefreshTokensAndBack() {
        assertThat(codeOf(() -> broker.refresh(first.accessToken()))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.use(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    private TokenResponse refresh(String scopes) {
        return broker.server()
                .refreshAccessToken()
                .refresh(
                        new RefreshAccessToken.Request(
                                broker.client, refreshOf(first), Scopes.parse(scopes), Optional.empty()),
                        TestBroker.ISSUER);
    }
}
