package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nothing tells when the provider's token ends, our refresh asks whether it is alive (T64). */
@Timeout(60)
class LivenessTest {
    private final TestBroker broker = endless();
    private final TokenResponse first = broker.signIn();

    private static TestBroker endless() {
        TestBroker broker = new TestBroker();
        broker.provider.giveEndlessTokens();
        broker.provider.giveNoRefreshTokens();
        return broker;
    }

    @Test
    void asksOnceInTenMinutesForEachGrant() {
        TokenResponse latest = broker.refresh(refreshOf(first));
        latest = broker.refresh(refreshOf(latest));
        broker.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        latest = broker.refresh(refreshOf(latest));
        assertThat(broker.provider.calls(Step.PROFILE))
                .as("sign-in and one look")
                .isEqualTo(2);

        broker.clock.advance(Duration.ofMillis(1));
        broker.refresh(refreshOf(latest));

        assertThat(broker.provider.calls(Step.PROFILE)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"TOKEN_REFUSED", "GRANT_REFUSED", "POLICY_REFUSED"})
    void endsTheGrantOfATokenThatIsDeadOrOfAPersonWhoIsOut(Failure failure) {
        broker.provider.fail(Step.PROFILE, failure);

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"TOKEN_REFUSED", "GRANT_REFUSED", "POLICY_REFUSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void anOutageEndsNothingAndHindersNothing(Failure failure) {
        broker.provider.fail(Step.PROFILE, failure);

        TokenResponse second = broker.refresh(refreshOf(first));

        assertThat(broker.use(second.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void endsTheGrantOfATokenThatTurnsOutToBeAnothersPerson() {
        broker.provider.mixUpWith("mallory");

        assertThat(codeOf(() -> broker.refresh(refreshOf(first)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void asksNothingWhereTheTokenTellsWhenItEnds() {
        TestBroker other = new TestBroker();
        TokenResponse answer = other.signIn();

        other.refresh(refreshOf(answer));

        assertThat(other.provider.calls(Step.PROFILE)).isEqualTo(1);
    }

    @Test
    void endsTheGrantOfATokenThatIsDeadAndThatTheProviderDoesNotRenew() {
        TestBroker salesforce = new TestBroker();
        salesforce.provider.tellNoExpiry();
        TokenResponse answer = salesforce.signIn();
        salesforce.provider.endAllSessions();

        assertThat(codeOf(() -> salesforce.refresh(refreshOf(answer)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> salesforce.use(answer.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void keepsTheGrantWhereTheProviderRefusesWhatItJustGave() {
        TestBroker salesforce = new TestBroker();
        salesforce.provider.tellNoExpiry();
        TokenResponse answer = salesforce.signIn();
        salesforce.provider.fail(Step.PROFILE, Failure.TOKEN_REFUSED);

        TokenResponse second = salesforce.refresh(refreshOf(answer));

        assertThat(salesforce.provider.calls(Step.REFRESH)).isEqualTo(1);
        assertThat(salesforce.use(second.accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void renewsADeadTokenThatCanBeRenewed() {
        TestBroker salesforce = new TestBroker();
        salesforce.provider.tellNoExpiry();
        TokenResponse answer = salesforce.signIn();
        salesforce.provider.endAllAccessTokens();

        TokenResponse second = salesforce.refresh(refreshOf(answer));

        Secret renewed = salesforce.use(second.accessToken()).externalToken().orElseThrow();
        assertThat(salesforce.provider.honours(renewed)).isTrue();
        assertThat(salesforce.provider.calls(Step.REFRESH)).isEqualTo(1);
    }
}
