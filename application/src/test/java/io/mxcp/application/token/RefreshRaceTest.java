package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.ifRefused;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients that refresh at once or lose answers stay signed in; a thief is found out (T25, T26). */
class RefreshRaceTest {
    private static final int FAMILIES = 20;
    private static final int REFRESHES = 3_000;
    private static final double LOST = 0.3;

    @Test
    void givesAllWhoRefreshAtOnceTheSamePairAndAsksTheProviderOnce() {
        TestBroker broker = new TestBroker();
        broker.provider.takeTime(Duration.ofMillis(5));
        for (int family = 1; family <= FAMILIES; family++) {
            TokenResponse first = broker.signIn();
            broker.letProviderTokensBecomeDue();

            List<TokenResponse> answers = Race.of(() -> broker.refresh(refreshOf(first)));

            assertThat(answers)
                    .extracting(TokenResponse::accessToken)
                    .containsOnly(answers.get(0).accessToken());
            assertThat(answers)
                    .extracting(TokenResponse::refreshToken)
                    .containsOnly(answers.get(0).refreshToken());
            assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(family);
            assertThat(ifRefused(() -> broker.refresh(refreshOf(answers.get(0)))))
                    .isEmpty();
        }
        assertThat(broker.audit.of(AuditEvent.ReuseDetected.class)).isEmpty();
    }

    @Test
    void forcesNobodyToSignInAgainBecauseAnswersWereLost() {
        Random luck = new Random(26);
        TestBroker broker = new TestBroker();
        Secret held = refreshOf(broker.signIn());
        for (int i = 0; i < REFRESHES; i++) {
            broker.clock.advance(Duration.ofMinutes(luck.nextInt(20)));
            TokenResponse answer = broker.refresh(held);
            if (luck.nextDouble() >= LOST) {
                held = refreshOf(answer);
                if (luck.nextBoolean() && !answer.expiresIn().isZero()) {
                    broker.use(answer.accessToken());
                }
            }
        }
        assertThat(broker.audit.of(AuditEvent.ReuseDetected.class)).isEmpty();
    }

    @Test
    void raisesNoAlarmAmongClientsThatShareATokenAndAreAMinuteBehind() {
        Random luck = new Random(27);
        TestBroker broker = new TestBroker();
        Secret ahead = refreshOf(broker.signIn());
        for (int i = 0; i < 1_000; i++) {
            Secret shared = ahead;
            broker.clock.advance(Duration.ofMinutes(2));
            TokenResponse answer = broker.refresh(shared);
            broker.use(answer.accessToken());
            broker.clock.advance(Duration.ofSeconds(luck.nextInt(61)));
            assertThat(broker.refresh(shared).refreshToken()).isEqualTo(answer.refreshToken());
            ahead = refreshOf(answer);
            broker.clock.advance(Duration.ofMinutes(1));
            if (i % 300 == 299) {
                ahead = refreshOf(broker.signIn());
            }
        }
        assertThat(broker.audit.of(AuditEvent.ReuseDetected.class)).isEmpty();
    }

    @Test
    void findsOutEveryThiefWhoComesWithAnOldToken() {
        Random luck = new Random(28);
        for (int theft = 0; theft < 300; theft++) {
            TestBroker broker = new TestBroker();
            Secret stolen = refreshOf(broker.signIn());
            Secret held = stolen;
            int generations = 1 + luck.nextInt(5);
            for (int i = 0; i < generations; i++) {
                TokenResponse answer = broker.refresh(held);
                broker.use(answer.accessToken());
                held = refreshOf(answer);
                broker.clock.advance(Duration.ofSeconds(61 + luck.nextInt(600)));
            }
            assertThat(ifRefused(() -> broker.refresh(stolen))).isPresent();
            assertThat(broker.audit.of(AuditEvent.ReuseDetected.class)).hasSize(1);
        }
    }

    @Test
    void neverLetsTwoSuccessorsOfOneTokenLive() {
        TestBroker broker = new TestBroker();
        Secret first = refreshOf(broker.signIn());
        Set<String> successors = new HashSet<>();
        Race.of(() -> refreshOf(broker.refresh(first)).reveal()).forEach(successors::add);

        assertThat(successors).hasSize(1);
    }
}
