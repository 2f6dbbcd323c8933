package io.mxcp.application.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.BrowserBinding;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecideConsentTest {
    private final TestBroker broker = new TestBroker();
    private final ConsentPage page = broker.page();

    @Test
    void sendsThePersonToTheProviderWithSecretsOfOurOwn() {
        DecideConsent.SendToProvider sent = broker.approve(page);

        assertThat(sent.location().toString()).startsWith("https://provider.example/authorize?");
        assertThat(sent.state()).isNotEqualTo(TestBroker.STATE);
        assertThat(sent.browser()).isNotEqualTo(sent.state());
        assertThat(sent.location().getQuery()).doesNotContain(broker.request().getOrDefault("code_challenge", ""));
        assertThat(sent.toString()).doesNotContain(sent.state().reveal());
    }

    @Test
    void isNotTakenFromAnotherBrowser() {
        assertThat(decide(Optional.of(Secrets.any()), BrowserBinding.token(broker.browser, page.handle())))
                .isInstanceOf(RefusedOnPage.class);
        assertThat(decide(Optional.empty(), BrowserBinding.token(broker.browser, page.handle())))
                .isInstanceOf(RefusedOnPage.class);
        stillGood();
    }

    @Test
    void isNotTakenWithoutTheTokenOfThisPage() {
        ConsentPage other = broker.page();

        assertThat(decide(Optional.of(broker.browser), Secrets.any())).isInstanceOf(RefusedOnPage.class);
        assertThat(decide(Optional.of(broker.browser), BrowserBinding.token(broker.browser, other.handle())))
                .isInstanceOf(RefusedOnPage.class);
        stillGood();
    }

    @Test
    void letsTheOlderOfTwoPagesBeSubmittedStill() {
        ConsentPage newer = broker.page();

        assertThat(broker.approve(page)).isNotNull();
        assertThat(broker.approve(newer)).isNotNull();
    }

    @Test
    void isTakenOnce() {
        broker.approve(page);

        assertThat(decision(true)).isInstanceOf(RefusedOnPage.class);
        assertThat(decision(false)).isInstanceOf(RefusedOnPage.class);
    }

    @Test
    void isTakenOnceOfManyAtATime() {
        List<DecideConsent.Outcome> outcomes = Race.of(() -> decision(true));

        assertThat(outcomes)
                .filteredOn(DecideConsent.SendToProvider.class::isInstance)
                .hasSize(1);
    }

    @Test
    void expiresWithItsPage() {
        broker.clock.advance(TestBroker.lifetimes().consentPage());

        assertThat(decision(true)).isInstanceOf(RefusedOnPage.class);
    }

    @Test
    void holdsToTheLastMillisecond() {
        broker.clock.advance(TestBroker.lifetimes().consentPage().minusMillis(1));

        assertThat(decision(true)).isInstanceOf(DecideConsent.SendToProvider.class);
    }

    @Test
    void tellsTheClientOfANo() {
        RedirectToClient back = (RedirectToClient) decision(false);

        AuthorizationResponse.Refused refused = (AuthorizationResponse.Refused) back.response();
        assertThat(refused.error()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refused.state()).contains(TestBroker.STATE);
        assertThat(broker.provider.calls(Step.AUTHORIZATION_URI)).isZero();
        assertThat(broker.audit.of(AuditEvent.SignInFailed.class))
                .extracting(AuditEvent.SignInFailed::cause)
                .containsExactly(AuditEvent.Cause.DENIED_HERE);
        assertThat(decision(true)).isInstanceOf(RefusedOnPage.class);
    }

    @Test
    void tellsTheClientThatTheProviderIsDown() {
        broker.provider.fail(Step.AUTHORIZATION_URI, Failure.UNREACHABLE);

        RedirectToClient back = (RedirectToClient) decision(true);

        assertThat(((AuthorizationResponse.Refused) back.response()).error())
                .isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void isOverWhenTheKeyIsLost() {
        broker.restart(AnotherKey.ring());

        assertThat(decision(true)).isInstanceOf(RefusedOnPage.class);
    }

    @Test
    void outlivesARestart() {
        broker.clock.advance(Duration.ofMinutes(1));
        broker.restart();

        stillGood();
    }

    private void stillGood() {
        assertThat(decision(true)).isInstanceOf(DecideConsent.SendToProvider.class);
    }

    private DecideConsent.Outcome decision(boolean approved) {
        return broker.server().decideConsent().decide(broker.form(page, approved));
    }

    private DecideConsent.Outcome decide(Optional<Secret> browser, Secret token) {
        return broker.server().decideConsent().decide(new DecideConsent.Form(browser, page.handle(), token, true));
    }
}
