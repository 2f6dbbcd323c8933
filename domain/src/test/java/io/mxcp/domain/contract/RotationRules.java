package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenFamily;
import io.mxcp.domain.token.TokenPair;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a refresh token is replaced. */
abstract class RotationRules extends CodeRules {
    @Test
    void aNewFamilyHasNoPreviousToken() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);

        assertThat(repository.findFamily(grant(code), NOW))
                .contains(new TokenFamily(
                        code.grant(), Tokens.refreshOf(first), Optional.empty(), false, code.session()));
    }

    @Test
    void remembersTheReplacedTokenWithTheAnswerThatReplacedIt() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair next = Tokens.pairAt(NOW);
        Sealed replay = Tokens.replay();
        Instant later = NOW.plusSeconds(5);

        assertThat(repository.rotate(grant(code), refresh(first), next, replay, later))
                .isEqualTo(Rotation.ROTATED);

        assertThat(repository.findFamily(grant(code), later))
                .contains(new TokenFamily(
                        code.grant(),
                        Tokens.refreshOf(next),
                        Optional.of(new TokenFamily.Previous(refresh(first), later, replay)),
                        false,
                        code.session()));
    }

    @Test
    void rotatesOnlyTheCurrentToken() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair second = rotated(code, first, NOW);
        TokenPair stray = Tokens.pairAt(NOW);

        assertThat(rotate(code, first, stray, NOW)).isEqualTo(Rotation.SUPERSEDED);
        assertThat(rotate(code, stray, stray, NOW)).isEqualTo(Rotation.SUPERSEDED);

        assertThat(isGood(stray, NOW)).isFalse();
        assertThat(repository.findFamily(grant(code), NOW).orElseThrow().current())
                .isEqualTo(Tokens.refreshOf(second));
    }

    @Test
    void earlierAccessTokensLiveOnUntilTheirOwnExpiry() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair second = rotated(code, first, NOW.plusSeconds(60));
        Instant firstExpires = first.access().expiresAt();

        assertThat(isGood(first, firstExpires.minus(A_MOMENT))).isTrue();
        assertThat(isGood(first, firstExpires)).isFalse();
        assertThat(isGood(second, firstExpires)).isTrue();
    }

    @Test
    void refusesASuccessorWithoutARefreshToken() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);

        assertThatIllegalArgumentException().isThrownBy(() -> rotate(code, first, Tokens.accessOnlyAt(NOW), NOW));
        assertThat(repository.findFamily(grant(code), NOW).orElseThrow().current())
                .isEqualTo(Tokens.refreshOf(first));
    }

    @Test
    void aFamilyEndsWhenItsCurrentTokenExpires() {
        AuthorizationCode code = stored();
        TokenPair first = Tokens.pair(NOW.plusSeconds(7200), NOW.plusSeconds(3600));
        redeem(code, first);
        Instant expiry = Tokens.refreshOf(first).expiresAt();

        assertThat(repository.findFamily(grant(code), expiry.minus(A_MOMENT))).isPresent();
        assertThat(repository.findFamily(grant(code), expiry)).isEmpty();
        assertThat(rotate(code, first, Tokens.pairAt(expiry), expiry)).isEqualTo(Rotation.GONE);
        assertThat(isGood(first, expiry)).isTrue();
    }

    @Test
    void aFamilyEndsWithItsGrantHoweverOftenItIsRefreshed() {
        AuthorizationCode code = stored();
        Instant end = code.grant().endsAt();
        TokenPair first = Tokens.pair(end.plusSeconds(60), end.plusSeconds(60));
        redeem(code, first);

        assertThat(isGood(first, end.minus(A_MOMENT))).isTrue();
        assertThat(isGood(first, end)).isFalse();
        assertThat(repository.findFamily(grant(code), end)).isEmpty();
        assertThat(repository.findSession(grant(code), end)).isEmpty();
        assertThat(rotate(code, first, Tokens.pairAt(end), end)).isEqualTo(Rotation.GONE);
    }

    @Test
    void thereIsNoFamilyWithoutARefreshToken() {
        AuthorizationCode code = stored();
        TokenPair accessOnly = Tokens.accessOnlyAt(NOW);
        redeem(code, accessOnly);

        assertThat(isGood(accessOnly, NOW)).isTrue();
        assertThat(repository.findFamily(grant(code), NOW)).isEmpty();
        assertThat(repository.rotate(grant(code), Secrets.anyHash(), Tokens.pairAt(NOW), Tokens.replay(), NOW))
                .isEqualTo(Rotation.GONE);
    }

    @Test
    void thereIsNoFamilyBeforeTheCodeIsRedeemed() {
        AuthorizationCode code = stored();

        assertThat(repository.findFamily(grant(code), NOW)).isEmpty();
        assertThat(repository.rotate(grant(code), Secrets.anyHash(), Tokens.pairAt(NOW), Tokens.replay(), NOW))
                .isEqualTo(Rotation.GONE);
    }

    @Test
    void noticesThatTheSuccessorArrived() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair second = rotated(code, first, NOW);

        repository.markSeen(grant(code), first.access().hash());
        settle();
        assertThat(successorSeen(code)).isFalse();

        repository.markSeen(grant(code), second.access().hash());
        settle();
        assertThat(successorSeen(code)).isTrue();
    }

    @Test
    void everyRotationWaitsForItsOwnSuccessorToArrive() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        repository.markSeen(grant(code), first.access().hash());
        settle();

        TokenPair second = rotated(code, first, NOW);
        assertThat(successorSeen(code)).isFalse();

        repository.markSeen(grant(code), second.access().hash());
        settle();
        rotated(code, second, NOW);
        assertThat(successorSeen(code)).isFalse();
    }

    @Test
    void letsOneOfManyConcurrentCallersRotate() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);

        var outcomes = Race.of(() -> rotate(code, first, Tokens.pairAt(NOW), NOW));

        assertThat(outcomes).filteredOn(Rotation.ROTATED::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Rotation.SUPERSEDED::equals).hasSize(Race.CALLERS - 1);
    }

    @Test
    void losesNoneOfManyConcurrentRedemptionsAndRotations() {
        var pairs = Race.of(() -> {
            AuthorizationCode code = Codes.of(Grants.givenAt(NOW), NOW.plusSeconds(300));
            repository.store(code);
            return rotated(code, redeemed(code), NOW);
        });

        assertThat(pairs).allMatch(pair -> isGood(pair, NOW));
    }

    private boolean successorSeen(AuthorizationCode code) {
        return repository.findFamily(grant(code), NOW).orElseThrow().successorSeen();
    }

    /** What may become durable a little later is so once a later step of the same caller is. */
    private void settle() {
        stored();
    }
}
