package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.Upstream;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.token.TokenRepository;
import io.mxcp.domain.token.UpstreamLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How one at a time may change what a person's grants share, and in which order what comes of it stands. */
abstract class TurnRules extends SharingRules {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Upstream upstream = Grants.givenAt(NOW).upstream();

    @Test
    void letsOneOfManyConcurrentCallersChangeWhatIsShared() {
        assertThat(Race.of(() -> lease(NOW))).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void turnsGrowByTwoAtLeastAndFollowTheClock() {
        UpstreamLease first = lease(NOW).orElseThrow();
        repository.release(first);
        UpstreamLease second = lease(NOW).orElseThrow();
        repository.release(second);
        Instant later = NOW.plusSeconds(5);
        UpstreamLease third = lease(later).orElseThrow();

        assertThat(first.turn()).isEqualTo(NOW.toEpochMilli());
        assertThat(second.turn()).isEqualTo(first.turn() + 2);
        assertThat(third.turn()).isEqualTo(later.toEpochMilli());
        assertThat(third.upstream()).isEqualTo(upstream);
    }

    @Test
    void turnsGrowWhenTheClockIsSetBack() {
        UpstreamLease first = lease(NOW).orElseThrow();

        UpstreamLease second = lease(NOW.minus(Duration.ofHours(2))).orElseThrow();

        assertThat(second.turn()).isGreaterThanOrEqualTo(first.turn() + 2);
    }

    @Test
    void aSharedLeaseEndsByItselfOrIsGivenBackByItsHolderOnly() {
        UpstreamLease first = lease(NOW).orElseThrow();
        assertThat(lease(NOW.plus(LEASE).minus(A_MOMENT))).isEmpty();
        Instant later = NOW.plus(LEASE);
        UpstreamLease second = lease(later).orElseThrow();

        repository.release(first);
        assertThat(lease(later)).isEmpty();
        repository.release(second);
        assertThat(lease(later)).isPresent();
    }

    @Test
    void aSharedLeaseTakenByAClockThatIsSlightlyAheadKeepsOthersOut() {
        assertThat(lease(NOW.plus(A_MOMENT))).isPresent();

        assertThat(lease(NOW)).isEmpty();
        assertThat(lease(NOW.plus(A_MOMENT).minus(TokenRepository.CLOCK_SLACK))).isEmpty();
    }

    @Test
    void aSharedLeaseFromBeforeTheClockWasSetBackCountsAsEnded() {
        assertThat(lease(NOW.plus(A_MOMENT))).isPresent();

        assertThat(lease(NOW.minus(TokenRepository.CLOCK_SLACK))).isPresent();
    }

    @Test
    void personsProvidersAndNamesOfOursWaitForNobodyElse() {
        assertThat(lease(NOW)).isPresent();

        assertThat(leased(new Upstream(upstream.issuer(), upstream.provider(), Secrets.anyHash())))
                .isTrue();
        assertThat(leased(new Upstream(upstream.issuer(), new ProviderId("google"), upstream.owner())))
                .isTrue();
        assertThat(leased(new Upstream(new Issuer("https://other.example"), upstream.provider(), upstream.owner())))
                .isTrue();
        assertThat(leased(upstream)).isFalse();
    }

    @Test
    void turnsGrowAlsoAfterTheirCounterWasSwept() {
        UpstreamLease first = lease(NOW).orElseThrow();
        repository.release(first);
        Instant dayAfter = NOW.plus(Duration.ofDays(1));

        assertThat(repository.sweep(dayAfter.minus(A_MOMENT), 500)).isZero();
        assertThat(repository.sweep(dayAfter, 500)).isEqualTo(1);

        assertThat(lease(dayAfter).orElseThrow().turn()).isGreaterThan(first.turn());
    }

    private boolean leased(Upstream other) {
        return repository.leaseUpstream(other, NOW, NOW.plus(LEASE)).isPresent();
    }

    private Optional<UpstreamLease> lease(Instant now) {
        return repository.leaseUpstream(upstream, now, now.plus(LEASE));
    }
}
