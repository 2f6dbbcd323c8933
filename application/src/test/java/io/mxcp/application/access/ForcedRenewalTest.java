package io.mxcp.application.access;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.application.token.TokenResponse;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider token that was refused on the way is renewed once (T63). */
@Timeout(60)
class ForcedRenewalTest {
    private final TestBroker broker = new TestBroker();
    private final TokenResponse tokens = broker.signIn();
    private final AuthenticatedUser refused = broker.use(tokens.accessToken());

    @Test
    void renewsATokenThatWasRefusedAndGivesItToAllRequestsAfter() {
        Secret renewed = renew(refused).orElseThrow().externalToken().orElseThrow();

        assertThat(renewed).isNotEqualTo(refused.externalToken().orElseThrow());
        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(renewed);
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void asksTheProviderOnceForManyThatWereRefused() {
        broker.provider.takeTime(Duration.ofMillis(50));

        List<Optional<AuthenticatedUser>> users = Race.of(() -> renew(refused));

        Secret renewed = users.get(0).orElseThrow().externalToken().orElseThrow();
        assertThat(users)
                .allSatisfy(
                        user -> assertThat(user.orElseThrow().externalToken().orElseThrow())
                                .isEqualTo(renewed)
                                .isNotEqualTo(refused.externalToken().orElseThrow()));
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    /** Whichever step of ours another caller comes before: the clock's readings part the steps, and all of them are tried. */
    @Test
    void givesWhatAnotherCallerHasRenewedBetweenTwoOfItsSteps() {
        int step = 1;
        while (someoneRenewsBefore(step)) {
            step++;
        }
        assertThat(step).as("steps tried, and one").isGreaterThan(2);
    }

    /** Whether we came as far as this step. */
    private static boolean someoneRenewsBefore(int step) {
        TestBroker shared = new TestBroker();
        TokenResponse signedIn = shared.signIn();
        AuthenticatedUser user = shared.use(signedIn.accessToken());
        CompletableFuture<Optional<AuthenticatedUser>> another = new CompletableFuture<>();
        shared.clock.atReading(step, () -> {
            another.completeAsync(() -> renew(shared, signedIn, user));
            awaitUnlessItWaitsForUs(another);
        });

        Optional<AuthenticatedUser> ours = renew(shared, signedIn, user);

        if (shared.clock.isWaiting()) {
            return false;
        }
        Secret current = shared.use(signedIn.accessToken()).externalToken().orElseThrow();
        assertThat(current).isNotEqualTo(user.externalToken().orElseThrow());
        assertThat(List.of(ours, another.join()))
                .as("before step " + step)
                .allSatisfy(renewed -> assertThat(renewed.flatMap(AuthenticatedUser::externalToken))
                        .contains(current));
        assertThat(shared.provider.calls(Step.REFRESH)).isEqualTo(1);
        return true;
    }

    private static <T> void awaitUnlessItWaitsForUs(CompletableFuture<T> another) {
        // where ours has the turn, the other's answer comes after it: not to be waited for here
        another.<Optional<T>>thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), 200, TimeUnit.MILLISECONDS)
                .join();
    }

    /** One that took part in asking whether the token is alive would be given the very token that was refused. */
    @ParameterizedTest
    @ValueSource(strings = {"A. ", "Dr. "})
    void renewsAlsoWhileARefreshAsksWhetherTheTokenIsAlive(String nameReadThen) {
        TestBroker silent = silent();
        TokenResponse signedIn = silent.signIn();
        AuthenticatedUser user = silent.use(signedIn.accessToken());
        CompletableFuture<Optional<AuthenticatedUser>> ours = new CompletableFuture<>();
        silent.provider.showNamesWith(nameReadThen);
        silent.provider.beforeProfile(() -> {
            silent.provider.beforeProfile(() -> {});
            ours.completeAsync(() -> renew(silent, signedIn, user));
            awaitUnlessItWaitsForUs(ours);
        });

        TokenResponse refreshed = silent.refresh(refreshOf(signedIn));

        Optional<Secret> renewed = ours.join().flatMap(AuthenticatedUser::externalToken);
        assertThat(renewed).isPresent().isNotEqualTo(user.externalToken());
        assertThat(silent.use(refreshed.accessToken()).externalToken()).isEqualTo(renewed);
        assertThat(silent.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void renewsOnceAlsoWhereARefreshAsksMeanwhileWhetherTheTokenIsAlive() {
        TestBroker silent = silent();
        TokenResponse signedIn = silent.signIn();
        AuthenticatedUser user = silent.use(signedIn.accessToken());
        CompletableFuture<TokenResponse> refreshed = new CompletableFuture<>();
        silent.provider.beforeRefresh(() -> {
            refreshed.completeAsync(() -> silent.refresh(refreshOf(signedIn)));
            awaitUnlessItWaitsForUs(refreshed);
        });

        Optional<Secret> renewed = renew(silent, signedIn, user).flatMap(AuthenticatedUser::externalToken);

        assertThat(renewed).isPresent().isNotEqualTo(user.externalToken());
        assertThat(silent.use(refreshed.join().accessToken()).externalToken()).isEqualTo(renewed);
        assertThat(silent.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    /** A broker at a provider that renews tokens, but does not say when they end. */
    private static TestBroker silent() {
        TestBroker broker = new TestBroker();
        broker.provider.tellNoExpiry();
        return broker;
    }

    @Test
    void givesUpForAWhileWhereTheNewTokenIsRefusedToo() {
        AuthenticatedUser again = renew(refused).orElseThrow();
        broker.clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(renew(again)).isEmpty();
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);

        broker.clock.advance(Duration.ofMillis(1));

        assertThat(renew(again)).isPresent();
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"GRANT_REFUSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aProviderThatCannotBeAskedEndsNothingAndIsLeftAlone(Failure failure) {
        broker.provider.fail(Step.REFRESH, failure);

        assertThat(renew(refused)).isEmpty();
        assertThat(renew(refused)).isEmpty();

        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(refused.externalToken().orElseThrow());
        assertThat(broker.audit.of(AuditEvent.GrantRevoked.class)).isEmpty();
    }

    @Test
    void asksForANewSignInWhereTheProviderEndedTheGrant() {
        broker.provider.endAllSessions();

        assertThat(codeOf(() -> renew(refused))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void hasNothingToGiveWithoutARefreshTokenWhileTheProviderTakesTheToken() {
        TestBroker github = endless();
        TokenResponse signedIn = github.signIn();
        AuthenticatedUser user = github.use(signedIn.accessToken());

        assertThat(renew(github, signedIn, user)).isEmpty();
        assertThat(github.use(signedIn.accessToken()).externalToken()).isEqualTo(user.externalToken());
    }

    @Test
    void asksForANewSignInWhereTheTokenIsDeadAndNothingRenewsIt() {
        TestBroker github = endless();
        TokenResponse signedIn = github.signIn();
        AuthenticatedUser user = github.use(signedIn.accessToken());
        github.provider.endAllAccessTokens();

        assertThat(codeOf(() -> renew(github, signedIn, user))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> github.use(signedIn.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(github.audit.of(AuditEvent.GrantRevoked.class)).hasSize(1);
    }

    @Test
    void asksAboutATokenThatNothingRenewsOnceInThirtySeconds() {
        TestBroker github = endless();
        TokenResponse signedIn = github.signIn();
        AuthenticatedUser user = github.use(signedIn.accessToken());

        renew(github, signedIn, user);
        renew(github, signedIn, user);

        assertThat(github.provider.calls(Step.PROFILE))
                .as("sign-in and one look")
                .isEqualTo(2);
    }

    @Test
    void givesWhatAnotherProcessHasRenewedMeanwhile() {
        AuthorizationServer other = broker.server();
        broker.restart();
        Secret renewed = renew(refused).orElseThrow().externalToken().orElseThrow();

        assertThat(other.authenticate()
                        .renew(tokens.accessToken(), TestBroker.ISSUER, refused)
                        .flatMap(AuthenticatedUser::externalToken))
                .contains(renewed);
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void takesUpAHandoverBeforeItAsksTheProvider() {
        TestBroker atlassian = new TestBroker();
        atlassian.provider.keepSessionsPerPerson(1);
        atlassian.restart();
        TokenResponse first = atlassian.signIn();
        AuthorizationServer other = atlassian.server();
        AuthenticatedUser voided = other.authenticate().authenticate(first.accessToken(), TestBroker.ISSUER);
        atlassian.restart();
        TokenResponse second = atlassian.signIn();

        assertThat(other.authenticate()
                        .renew(first.accessToken(), TestBroker.ISSUER, voided)
                        .flatMap(AuthenticatedUser::externalToken))
                .contains(atlassian.use(second.accessToken()).externalToken().orElseThrow());
        assertThat(atlassian.provider.calls(Step.REFRESH)).isZero();
    }

    private static TestBroker endless() {
        TestBroker broker = new TestBroker();
        broker.provider.giveEndlessTokens();
        broker.provider.giveNoRefreshTokens();
        return broker;
    }

    private Optional<AuthenticatedUser> renew(AuthenticatedUser user) {
        return renew(broker, tokens, user);
    }

    private static Optional<AuthenticatedUser> renew(TestBroker at, TokenResponse signedIn, AuthenticatedUser user) {
        return at.server().authenticate().renew(signedIn.accessToken(), TestBroker.ISSUER, user);
    }
}
