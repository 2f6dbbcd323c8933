package io.mxcp.domain.token;

import static io.mxcp.domain.token.TokenFamily.Standing.CURRENT;
import static io.mxcp.domain.token.TokenFamily.Standing.REPLAY;
import static io.mxcp.domain.token.TokenFamily.Standing.REUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a replaced refresh token is an honest retry and when a theft (rotation rules 2 to 4). */
final class TokenFamilyTest {
    private static final Instant ROTATED = TestClock.START;
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final RefreshToken current = Tokens.refreshOf(Tokens.pairAt(ROTATED));
    private final SecretHash previous = Secrets.anyHash();

    @Test
    void theCurrentTokenIsTheOneToRotate() {
        assertThat(family(true).judge(current.hash(), ROTATED.plus(Duration.ofDays(29)), WINDOW))
                .isEqualTo(CURRENT);
        assertThat(withoutPrevious().judge(current.hash(), ROTATED, WINDOW)).isEqualTo(CURRENT);
    }

    @Test
    void theReplacedTokenIsARetryToTheEndOfTheWindowEvenIfTheSuccessorWasSeen() {
        TokenFamily family = family(true);
        Instant end = ROTATED.plus(WINDOW);

        assertThat(family.judge(previous, ROTATED, WINDOW)).isEqualTo(REPLAY);
        assertThat(family.judge(previous, end.minus(A_MOMENT), WINDOW)).isEqualTo(REPLAY);
        assertThat(family.judge(previous, end, WINDOW)).isEqualTo(REPLAY);
        assertThat(family.judge(previous, end.plus(A_MOMENT), WINDOW)).isEqualTo(REUSE);
    }

    @Test
    void theReplacedTokenIsARetryForAsLongAsTheSuccessorWasNotSeen() {
        Instant muchLater = ROTATED.plus(Duration.ofDays(10));

        assertThat(family(false).judge(previous, muchLater, WINDOW)).isEqualTo(REPLAY);
        assertThat(family(true).judge(previous, muchLater, WINDOW)).isEqualTo(REUSE);
    }

    @Test
    void aWindowOfZeroTrustsNobodyOnceTheSuccessorWasSeen() {
        assertThat(family(true).judge(previous, ROTATED.plus(A_MOMENT), Duration.ZERO))
                .isEqualTo(REUSE);
        assertThat(family(false).judge(previous, ROTATED.plus(A_MOMENT), Duration.ZERO))
                .isEqualTo(REPLAY);
    }

    @Test
    void anOlderTokenIsReuseAtAnyTime() {
        SecretHash older = Secrets.anyHash();

        assertThat(family(false).judge(older, ROTATED, WINDOW)).isEqualTo(REUSE);
        assertThat(withoutPrevious().judge(older, ROTATED, WINDOW)).isEqualTo(REUSE);
    }

    @Test
    void aClockSetBackTurnsNoRetryIntoATheft() {
        assertThat(family(true).judge(previous, ROTATED.minus(Duration.ofHours(2)), WINDOW))
                .isEqualTo(REPLAY);
    }

    private TokenFamily family(boolean successorSeen) {
        var replaced = new TokenFamily.Previous(previous, ROTATED, Tokens.replay());
        return family(Optional.of(replaced), successorSeen);
    }

    private TokenFamily withoutPrevious() {
        return family(Optional.empty(), false);
    }

    private TokenFamily family(Optional<TokenFamily.Previous> replaced, boolean successorSeen) {
        SealedSession session = new SealedSession(1, Secrets.anySealed());
        return new TokenFamily(Grants.givenAt(ROTATED), current, replaced, successorSeen, session);
    }
}
