package io.mxcp.application.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompleteAuthorizationTest {
    private final TestBroker broker = new TestBroker();
    private final DecideConsent.SendToProvider sent = broker.approve(broker.page());

    @Test
    void givesTheClientACodeAndItsOwnState() {
        RedirectToClient back = (RedirectToClient) broker.comeBack(sent, "alice");

        AuthorizationResponse.Granted granted = (AuthorizationResponse.Granted) back.response();
        assertThat(granted.state()).contains(TestBroker.STATE);
        assertThat(granted.issuer()).isEqualTo(TestBroker.ISSUER);
        assertThat(granted.redirectUri().value()).isEqualTo(TestBroker.REDIRECT_URI);
        assertThat(broker.audit.of(AuditEvent.SignedIn.class)).hasSize(1);
    }

    @Test
    void givesNoStateBackWhereTheClientSentNone() {
        Map<String, String> request = broker.request();
        request.remove("state");
        DecideConsent.SendToProvider flow = broker.approve((ConsentPage) broker.start(request));

        RedirectToClient back = (RedirectToClient) broker.comeBack(flow, "alice");

        assertThat(back.response().state()).isEmpty();
    }

    @Test
    void needsTheBrowserThatApproved() {
        CallbackParameters answer = broker.provider.signIn(sent.state(), "alice");

        refusesState(answer, Optional.empty());
        refusesState(answer, Optional.of(Secrets.any()));
        refusesState(answer, Optional.of(sent.state()));
        assertThat(complete(answer, Optional.of(sent.browser()))).isInstanceOf(RedirectToClient.class);
    }

    @Test
    void refusesASecondBrowsersOwnLiveCookie() {
        DecideConsent.SendToProvider other = broker.approve(broker.page());
        CallbackParameters answer = broker.provider.signIn(sent.state(), "mallory");

        refusesState(answer, Optional.of(other.browser()));
        assertThat(broker.comeBack(other, "alice")).isInstanceOf(RedirectToClient.class);
    }

    @Test
    void letsTwoFlowsOfOneBrowserBothComplete() {
        DecideConsent.SendToProvider other = broker.approve(broker.page());

        assertThat(broker.comeBack(other, "alice")).isInstanceOf(RedirectToClient.class);
        assertThat(broker.comeBack(sent, "alice")).isInstanceOf(RedirectToClient.class);
    }

    @Test
    void takesAnAnswerOnce() {
        CallbackParameters answer = broker.provider.signIn(sent.state(), "alice");
        complete(answer, Optional.of(sent.browser()));

        refusesState(answer, Optional.of(sent.browser()));
        assertThat(broker.provider.calls(Step.EXCHANGE)).isEqualTo(1);
    }

    @Test
    void takesAnAnswerOnceOfManyAtATime() {
        CallbackParameters answer = broker.provider.signIn(sent.state(), "alice");

        List<CompleteAuthorization.Outcome> outcomes = Race.of(() -> complete(answer, Optional.of(sent.browser())));

        assertThat(outcomes).filteredOn(RedirectToClient.class::isInstance).hasSize(1);
        assertThat(broker.provider.calls(Step.EXCHANGE)).isEqualTo(1);
    }

    @Test
    void refusesAnUnknownState() {
        refusesState(StrictProvider.answer(Map.of("state", "guess", "code", "x")), Optional.of(sent.browser()));
    }

    @Test
    void refusesAnAnswerThatComesTooLate() {
        CallbackParameters answer = broker.provider.signIn(sent.state(), "alice");
        broker.clock.advance(TestBroker.lifetimes().state());

        refusesState(answer, Optional.of(sent.browser()));
    }

    @Test
    void acceptsAnAnswerInTheLastMillisecond() {
        broker.clock.advance(TestBroker.lifetimes().state().minusMillis(1));

        assertThat(broker.comeBack(sent, "alice")).isInstanceOf(RedirectToClient.class);
    }

    @Test
    void spendsTheStateWhenThePersonSaysNo() {
        CallbackParameters no =
                StrictProvider.answer(Map.of("state", sent.state().reveal(), "error", "access_denied"));

        assertThat(refused(complete(no, Optional.of(sent.browser()))).error()).isEqualTo(ErrorCode.ACCESS_DENIED);
        refusesState(broker.provider.signIn(sent.state(), "alice"), Optional.of(sent.browser()));
        assertThat(broker.audit.of(AuditEvent.SignInFailed.class))
                .extracting(AuditEvent.SignInFailed::cause)
                .containsExactly(AuditEvent.Cause.DENIED_AT_PROVIDER);
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, ACCESS_DENIED",
        "temporarily_unavailable, TEMPORARILY_UNAVAILABLE",
        "<b>, INVALID_REQUEST"
    })
    void showsTheProvidersErrorOnAPageWhereNoFlowIsNamed(String error, ErrorCode code) {
        RefusedOnPage stateless =
                (RefusedOnPage) complete(StrictProvider.answer(Map.of("error", error)), Optional.empty());
        RefusedOnPage unknown = (RefusedOnPage)
                complete(StrictProvider.answer(Map.of("error", error, "state", "unknown")), Optional.empty());

        assertThat(stateless.code()).isEqualTo(code);
        assertThat(unknown.code()).isEqualTo(code);
        assertThat(stateless.toString()).doesNotContain("<b>");
    }

    @Test
    void showsAPageForACallbackWithoutAnything() {
        RefusedOnPage page = (RefusedOnPage) complete(StrictProvider.answer(Map.of()), Optional.empty());

        assertThat(page.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "USER_DENIED, ACCESS_DENIED",
        "GRANT_REFUSED, ACCESS_DENIED",
        "POLICY_REFUSED, ACCESS_DENIED",
        "UNREACHABLE, TEMPORARILY_UNAVAILABLE",
        "RATE_LIMITED, TEMPORARILY_UNAVAILABLE",
        "CLIENT_REFUSED, SERVER_ERROR",
        "INVALID_RESPONSE, SERVER_ERROR"
    })
    void tellsTheClientWhatAFailureOfTheProviderMeans(Failure failure, ErrorCode code) {
        DecideConsent.SendToProvider other = broker.approve(broker.page());

        broker.provider.fail(Step.EXCHANGE, failure);
        assertThat(refused(broker.comeBack(sent, "alice")).error()).isEqualTo(code);
        broker.provider.heal();
        broker.provider.fail(Step.PROFILE, failure);
        AuthorizationResponse.Refused refused = refused(broker.comeBack(other, "alice"));

        assertThat(refused.error()).isEqualTo(code);
        assertThat(refused.description()).doesNotContain("told to fail");
    }

    @Test
    void goesOnAfterARestartBetweenAnyTwoSteps() {
        broker.restart();
        CompleteAuthorization.Outcome back = broker.comeBack(sent, "alice");
        broker.restart();
        Secret code = ((AuthorizationResponse.Granted) ((RedirectToClient) back).response()).code();

        assertThat(broker.use(broker.redeem(code).accessToken()).username()).isEqualTo("alice@example.com");
    }

    @Test
    void isOverWhenTheKeyIsLost() {
        broker.restart(AnotherKey.ring());

        refusesState(broker.provider.signIn(sent.state(), "alice"), Optional.of(sent.browser()));
    }

    private void refusesState(CallbackParameters answer, Optional<Secret> browser) {
        RefusedOnPage page = (RefusedOnPage) complete(answer, browser);
        assertThat(page.title()).isEqualTo("Invalid state parameter");
        assertThat(page.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private CompleteAuthorization.Outcome complete(CallbackParameters answer, Optional<Secret> browser) {
        return broker.server().completeAuthorization().complete(answer, browser);
    }

    private static AuthorizationResponse.Refused refused(CompleteAuthorization.Outcome outcome) {
        return (AuthorizationResponse.Refused) ((RedirectToClient) outcome).response();
    }
}
