package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.RefreshLease;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenPair;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link TokenRepository} promises. Extend it and supply an empty repository. */
public abstract class TokenRepositoryContract extends TurnRules {
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** For extension. */
    protected TokenRepositoryContract() {}

    @Test
    void findsAnAccessTokenByItsOwnHashOnly() {
        AuthorizationCode code = stored();
        TokenPair pair = redeemed(code);

        assertThat(repository.findAccessToken(refresh(pair), NOW)).isEmpty();
        assertThat(repository.findAccessToken(code.hash(), NOW)).isEmpty();
        assertThat(repository.findAccessToken(Secrets.anyHash(), NOW)).isEmpty();
        assertThat(repository.rotate(grant(code), pair.access().hash(), Tokens.pairAt(NOW), Tokens.replay(), NOW))
                .isEqualTo(Rotation.SUPERSEDED);
    }

    @Test
    void revocationEndsAllTokensOfAGrant() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair second = rotated(code, first, NOW);

        repository.revoke(grant(code));
        repository.revoke(grant(code));

        assertThat(isGood(first, NOW)).isFalse();
        assertThat(isGood(second, NOW)).isFalse();
        assertThat(repository.findFamily(grant(code), NOW)).isEmpty();
        assertThat(repository.findSession(grant(code), NOW)).isEmpty();
        assertThat(rotate(code, second, Tokens.pairAt(NOW), NOW)).isEqualTo(Rotation.GONE);
        assertThat(lease(code, NOW)).isEmpty();
    }

    @Test
    void revocationEndsACodeBeforeAndAfterItIsSpent() {
        AuthorizationCode unspent = stored();
        AuthorizationCode spent = stored();
        TokenPair pair = redeemed(spent);

        repository.revoke(grant(unspent));
        repository.revoke(grant(spent));

        assertThat(repository.redeem(unspent.hash(), unspent.grant().client(), pair, NOW))
                .isEqualTo(new Redemption.Unknown());
        assertThat(repository.redeem(spent.hash(), spent.grant().client(), pair, NOW))
                .isEqualTo(new Redemption.Unknown());
        assertThat(repository.look(unspent.hash())).isEmpty();
        assertThat(repository.look(spent.hash())).isEmpty();
        assertThat(isGood(pair, NOW)).isFalse();
    }

    @Test
    void revocationOfOneGrantLeavesTheOthersAlone() {
        AuthorizationCode code = stored();
        redeemed(code);
        AuthorizationCode other = stored();
        TokenPair good = redeemed(other);

        repository.revoke(grant(code));
        repository.revoke(GrantId.generate(Secrets.generator()));

        assertThat(isGood(good, NOW)).isTrue();
    }

    @Test
    void endsAllGrantsOfAPersonAndTellsThoseThatWereLive() {
        SecretHash owner = Secrets.anyHash();
        AuthorizationCode one = storedFor(owner);
        AuthorizationCode two = storedFor(owner);
        AuthorizationCode waiting = storedFor(owner);
        AuthorizationCode somebodyElses = stored();
        TokenPair first = redeemed(one);
        TokenPair second = redeemed(two);
        TokenPair good = redeemed(somebodyElses);

        assertThat(repository.revokeAll(owner)).containsExactlyInAnyOrder(grant(one), grant(two));

        assertThat(isGood(first, NOW)).isFalse();
        assertThat(isGood(second, NOW)).isFalse();
        assertThat(repository.redeem(waiting.hash(), waiting.grant().client(), Tokens.pairAt(NOW), NOW))
                .isEqualTo(new Redemption.Unknown());
        assertThat(isGood(good, NOW)).isTrue();
        assertThat(repository.revokeAll(owner)).isEmpty();
    }

    @Test
    void replacesTheSessionIfNobodyDidBefore() {
        AuthorizationCode code = stored();
        TokenPair pair = redeemed(code);
        SealedSession second = new SealedSession(2, Secrets.anySealed());

        assertThat(repository.replaceSession(grant(code), second)).isTrue();
        assertThat(repository.replaceSession(grant(code), new SealedSession(2, Secrets.anySealed())))
                .isFalse();
        assertThat(repository.replaceSession(grant(code), new SealedSession(4, Secrets.anySealed())))
                .isFalse();

        assertThat(repository.findSession(grant(code), NOW)).contains(second);
        assertThat(repository
                        .findAccessToken(pair.access().hash(), NOW)
                        .orElseThrow()
                        .session())
                .isEqualTo(second);
        assertThat(repository.findFamily(grant(code), NOW).orElseThrow().session())
                .isEqualTo(second);
    }

    @Test
    void replacesNoSessionOfAGrantThatIsOver() {
        AuthorizationCode code = stored();
        redeemed(code);
        repository.revoke(grant(code));

        assertThat(repository.replaceSession(grant(code), new SealedSession(2, Secrets.anySealed())))
                .isFalse();
    }

    @Test
    void letsOneOfManyConcurrentCallersReplaceTheSession() {
        AuthorizationCode code = stored();
        redeemed(code);

        assertThat(Race.of(() -> repository.replaceSession(grant(code), new SealedSession(2, Secrets.anySealed()))))
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);
    }

    @Test
    void letsOneOfManyConcurrentCallersRefreshAtTheProvider() {
        AuthorizationCode code = stored();
        redeemed(code);

        assertThat(Race.of(() -> lease(code, NOW)))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void aLeaseEndsByItself() {
        AuthorizationCode code = stored();
        redeemed(code);
        RefreshLease first = lease(code, NOW).orElseThrow();

        assertThat(lease(code, NOW.plus(LEASE).minus(A_MOMENT))).isEmpty();
        RefreshLease second = lease(code, NOW.plus(LEASE)).orElseThrow();

        assertThat(second.grant()).isEqualTo(grant(code));
        assertThat(second.fence()).isGreaterThan(first.fence());
    }

    @Test
    void aLeaseTakenByAClockThatIsSlightlyAheadKeepsOthersOut() {
        AuthorizationCode code = stored();
        redeemed(code);
        assertThat(lease(code, NOW.plus(A_MOMENT))).isPresent();

        assertThat(lease(code, NOW)).isEmpty();
        assertThat(lease(code, NOW.plus(A_MOMENT).minus(TokenRepository.CLOCK_SLACK)))
                .isEmpty();
    }

    @Test
    void aLeaseFromBeforeTheClockWasSetBackCountsAsEnded() {
        AuthorizationCode code = stored();
        redeemed(code);
        assertThat(lease(code, NOW.plus(A_MOMENT))).isPresent();

        assertThat(lease(code, NOW.minus(TokenRepository.CLOCK_SLACK))).isPresent();
    }

    @Test
    void aLeaseThatWasGivenBackIsFree() {
        AuthorizationCode code = stored();
        redeemed(code);
        RefreshLease first = lease(code, NOW).orElseThrow();

        repository.release(first);
        RefreshLease second = lease(code, NOW).orElseThrow();

        assertThat(second.fence()).isGreaterThan(first.fence());
    }

    @Test
    void anOlderHolderGivesNothingBack() {
        AuthorizationCode code = stored();
        redeemed(code);
        RefreshLease expired = lease(code, NOW).orElseThrow();
        Instant later = NOW.plus(LEASE);
        assertThat(lease(code, later)).isPresent();

        repository.release(expired);

        assertThat(lease(code, later)).isEmpty();
    }

    @Test
    void thereIsNoLeaseOnAGrantThatIsNotLive() {
        AuthorizationCode unredeemed = stored();
        AuthorizationCode ended = stored();
        redeemed(ended);

        assertThat(lease(unredeemed, NOW)).isEmpty();
        assertThat(lease(ended, ended.grant().endsAt())).isEmpty();
        assertThat(repository.leaseProviderRefresh(GrantId.generate(Secrets.generator()), NOW, NOW.plus(LEASE)))
                .isEmpty();
    }

    @Test
    void sweepsCodesThatNobodyRedeemed() {
        AuthorizationCode code = stored();

        assertThat(repository.sweep(code.expiresAt().minus(A_MOMENT), 500)).isZero();
        assertThat(repository.look(code.hash())).isPresent();
        assertThat(repository.sweep(code.expiresAt(), 500)).isPositive();
        assertThat(repository.look(code.hash())).isEmpty();
        assertThat(repository.sweep(code.expiresAt(), 500)).isZero();
    }

    @Test
    void sweepsExpiredAccessTokensAndKeepsWhatCanBeRefreshed() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        Instant accessExpired = first.access().expiresAt();

        assertThat(repository.sweep(accessExpired.minus(A_MOMENT), 500)).isZero();
        assertThat(repository.sweep(accessExpired, 500)).isEqualTo(1);

        TokenPair second = rotated(code, first, accessExpired);
        assertThat(isGood(second, accessExpired)).isTrue();
    }

    @Test
    void sweepsGrantsThatCannotBeUsedAnyMore() {
        AuthorizationCode unrefreshable = stored();
        TokenPair accessOnly = Tokens.accessOnlyAt(NOW);
        redeem(unrefreshable, accessOnly);
        AuthorizationCode idle = stored();
        TokenPair pair = redeemed(idle);

        sweepAll(accessOnly.access().expiresAt());
        assertThat(repository.look(unrefreshable.hash())).isEmpty();
        assertThat(repository.look(idle.hash())).isPresent();

        sweepAll(Tokens.refreshOf(pair).expiresAt());
        assertThat(repository.look(idle.hash())).isEmpty();
    }

    @Test
    void sweepsGrantsAtTheirEnd() {
        AuthorizationCode code = stored();
        Instant end = code.grant().endsAt();
        redeem(code, Tokens.pair(end.plusSeconds(60), end.plusSeconds(60)));

        assertThat(repository.sweep(end.minus(A_MOMENT), 500)).isZero();
        sweepAll(end);
        assertThat(repository.look(code.hash())).isEmpty();
    }

    @Test
    void sweepsInBoundedSteps() {
        for (int i = 0; i < 10; i++) {
            stored();
        }
        Instant later = NOW.plus(Duration.ofDays(1));

        int steps = 0;
        for (int removed = repository.sweep(later, 3); removed > 0; removed = repository.sweep(later, 3)) {
            assertThat(removed).isLessThanOrEqualTo(3);
            steps++;
        }

        assertThat(steps).isGreaterThanOrEqualTo(4);
    }

    private void sweepAll(Instant now) {
        int removed = 1;
        while (removed > 0) {
            removed = repository.sweep(now, 500);
        }
    }

    private AuthorizationCode storedFor(SecretHash owner) {
        AuthorizationCode code = Codes.of(Grants.givenBy(owner, NOW), NOW.plusSeconds(300));
        repository.store(code);
        return code;
    }

    private Optional<RefreshLease> lease(AuthorizationCode code, Instant now) {
        return repository.leaseProviderRefresh(grant(code), now, now.plus(LEASE));
    }
}
