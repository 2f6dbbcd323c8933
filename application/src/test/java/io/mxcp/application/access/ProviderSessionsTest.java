package io.mxcp.application.access;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.application.token.TokenResponse;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.token.TokenRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider's tokens are renewed on the way to a tool, once for each grant (T61 to T63, Q9, Q10). */
class ProviderSessionsTest {
    private final TestBroker broker = new TestBroker();
    private final TokenResponse tokens = broker.signIn();

    @Test
    void renewsOnceUnderLoadAndGivesEverybodyTheNewToken() {
        Secret before = broker.use(tokens.accessToken()).externalToken().orElseThrow();
        broker.letProviderTokensBecomeDue();
        broker.provider.takeTime(Duration.ofMillis(20));

        List<AuthenticatedUser> users = Race.of(() -> broker.use(tokens.accessToken()));

        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
        assertThat(users)
                .extracting(AuthenticatedUser::externalToken)
                .containsOnly(users.get(0).externalToken())
                .doesNotContain(Optional.of(before));
    }

    @Test
    void renewsOnceForTwoProcessesOnOneStore() {
        TestBroker other = broker;
        broker.letProviderTokensBecomeDue();
        broker.use(tokens.accessToken());
        other.restart();

        assertThat(other.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(broker.use(tokens.accessToken()).externalToken().orElseThrow());
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void renewsAgainWhenTheNewTokenIsDueWhileTheClientStaysConnected() {
        broker.provider.liveFor(Duration.ofMinutes(10));
        TokenResponse connected = broker.signIn();
        for (int renewals = 1; renewals <= 5; renewals++) {
            broker.clock.advance(Duration.ofMinutes(9).plusSeconds(30));
            broker.use(connected.accessToken());
            broker.use(connected.accessToken());
            assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(renewals);
        }
    }

    @Test
    void showsTheOldAccessTokenTheNewProviderTokenAfterARefresh() {
        broker.use(tokens.accessToken());
        broker.letProviderTokensBecomeDue();

        TokenResponse next = broker.refresh(refreshOf(tokens));

        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(broker.use(next.accessToken()).externalToken().orElseThrow());
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"GRANT_REFUSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void goesOnWithTheOldTokenWhileTheProviderIsDownAndLeavesItAlone(Failure failure) {
        Secret before = broker.use(tokens.accessToken()).externalToken().orElseThrow();
        broker.letProviderTokensBecomeDue();
        broker.provider.fail(Step.REFRESH, failure);

        for (int i = 0; i < 10; i++) {
            assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                    .isEqualTo(before);
        }
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);

        broker.provider.heal();
        broker.provider.liveFor(Duration.ofHours(2));
        TokenResponse next = broker.refresh(refreshOf(tokens));
        assertThat(broker.use(next.accessToken()).externalToken().orElseThrow()).isNotEqualTo(before);
    }

    @Test
    void asksForANewSignInWhenTheProviderCallsTheGrantDead() {
        broker.use(tokens.accessToken());
        broker.letProviderTokensBecomeDue();
        broker.provider.endAllSessions();

        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void endsTheGrantWhenTheRenewedTokensAreAnotherPersons() {
        broker.use(tokens.accessToken());
        broker.letProviderTokensBecomeDue();
        broker.provider.mixUpWith("mallory");

        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(refreshOf(tokens)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(broker.audit.of(AuditEvent.GrantRevoked.class)).hasSize(1);
    }

    @Test
    void losesNoGrantWhenAnotherProcessSavedFirst() {
        AtomicBoolean lost = new AtomicBoolean();
        TestBroker racing = new TestBroker(settings -> settings.tokens(whereOneSaveIsLost(lost)));
        TokenResponse signedIn = racing.signIn();
        racing.letProviderTokensBecomeDue();
        lost.set(true);

        assertThat(ifRefused(() -> racing.use(signedIn.accessToken()))).isEmpty();
        assertThat(racing.audit.of(AuditEvent.GrantRevoked.class)).isEmpty();
        assertThat(ifRefused(() -> racing.use(signedIn.accessToken()))).isEmpty();
    }

    /** A store where somebody else's session is there first, once. */
    private static TokenRepository whereOneSaveIsLost(AtomicBoolean lost) {
        TokenRepository store = new InMemoryTokenRepository();
        return (TokenRepository) Proxy.newProxyInstance(
                TokenRepository.class.getClassLoader(),
                new Class<?>[] {TokenRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    return method.getName().equals("replaceSession") && lost.getAndSet(false) ? false : result;
                });
    }
}
