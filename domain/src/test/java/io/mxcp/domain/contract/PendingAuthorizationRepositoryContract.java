package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.ApprovedAuthorization;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.grant.PendingAuthorizationRepository.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PendingAuthorizationRepository} promises. Extend it and supply an empty repository. */
public abstract class PendingAuthorizationRepositoryContract {
    private static final Instant NOW = TestClock.START;
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private PendingAuthorizationRepository repository;

    /** For extension. */
    protected PendingAuthorizationRepositoryContract() {}

    /** An empty one. */
    protected abstract PendingAuthorizationRepository newRepository();

    @BeforeEach
    final void createRepository() {
        repository = newRepository();
    }

    @Test
    void findsAWaitingRequestAgainAndAgain() {
        PendingAuthorization pending = saved();

        assertThat(repository.find(pending.handle(), NOW)).contains(pending);
        assertThat(repository.find(pending.handle(), NOW)).contains(pending);
        assertThat(repository.find(Secrets.anyHash(), NOW)).isEmpty();
    }

    @Test
    void forgetsAWaitingRequestTheMomentItExpires() {
        PendingAuthorization pending = saved();
        Instant expiry = pending.expiresAt();
        Approval approval = Authorizations.approvalAt(expiry);

        assertThat(repository.find(pending.handle(), expiry.minus(A_MOMENT))).contains(pending);
        assertThat(repository.find(pending.handle(), expiry)).isEmpty();
        assertThat(repository.approve(pending.handle(), approval, expiry)).isFalse();
        assertThat(repository.deny(pending.handle(), expiry)).isFalse();
        assertThat(repository.take(approval.state(), approval.browser(), expiry))
                .isEmpty();
    }

    @Test
    void bindsAnApprovedRequestToStateAndBrowser() {
        PendingAuthorization pending = saved();
        Approval approval = Authorizations.approvalAt(NOW);

        assertThat(repository.approve(pending.handle(), approval, NOW)).isTrue();

        assertThat(repository.find(pending.handle(), NOW)).isEmpty();
        assertThat(repository.take(approval.state(), approval.browser(), NOW)).contains(approved(pending, approval));
    }

    @Test
    void takesAnApprovedRequestOnlyOnce() {
        Approval approval = approvedFlow();

        assertThat(take(approval, NOW)).isPresent();
        assertThat(take(approval, NOW)).isEmpty();
    }

    @Test
    void neitherStateNorBrowserAloneHasAnyEffect() {
        Approval approval = approvedFlow();

        assertThat(repository.take(approval.state(), Secrets.anyHash(), NOW)).isEmpty();
        assertThat(repository.take(Secrets.anyHash(), approval.browser(), NOW)).isEmpty();

        assertThat(take(approval, NOW)).isPresent();
    }

    @Test
    void keepsTheFlowsOfOneBrowserApart() {
        Approval first = approvedFlow();
        PendingAuthorization other = saved();
        Approval second = new Approval(Secrets.anyHash(), first.browser(), Secrets.anySealed(), first.expiresAt());
        repository.approve(other.handle(), second, NOW);

        assertThat(take(second, NOW)).contains(approved(other, second));
        assertThat(take(first, NOW)).isPresent();
    }

    @Test
    void theHandleIsNoState() {
        PendingAuthorization pending = saved();
        Approval approval = Authorizations.approvalAt(NOW);

        assertThat(repository.take(pending.handle(), approval.browser(), NOW)).isEmpty();
        assertThat(repository.find(pending.handle(), NOW)).isPresent();
    }

    @Test
    void forgetsAnApprovedRequestTheMomentItExpires() {
        Approval early = approvedFlow();
        Approval late = approvedFlow();

        assertThat(take(early, early.expiresAt().minus(A_MOMENT))).isPresent();
        assertThat(take(late, late.expiresAt())).isEmpty();
    }

    @Test
    void anApprovedRequestLivesOnBeyondItsPage() {
        PendingAuthorization pending = saved();
        Instant lastMoment = pending.expiresAt().minus(A_MOMENT);
        Approval approval = Authorizations.approvalAt(lastMoment);
        repository.approve(pending.handle(), approval, lastMoment);

        repository.sweep(pending.expiresAt().plus(A_MOMENT), 500);

        assertThat(take(approval, pending.expiresAt().plus(A_MOMENT))).isPresent();
    }

    @Test
    void aDecisionIsTakenOnce() {
        PendingAuthorization approvedOne = saved();
        repository.approve(approvedOne.handle(), Authorizations.approvalAt(NOW), NOW);
        PendingAuthorization deniedOne = saved();

        assertThat(repository.deny(deniedOne.handle(), NOW)).isTrue();

        Approval late = Authorizations.approvalAt(NOW);
        assertThat(repository.approve(approvedOne.handle(), late, NOW)).isFalse();
        assertThat(repository.deny(approvedOne.handle(), NOW)).isFalse();
        assertThat(repository.deny(deniedOne.handle(), NOW)).isFalse();
        assertThat(repository.approve(deniedOne.handle(), late, NOW)).isFalse();
        assertThat(repository.find(deniedOne.handle(), NOW)).isEmpty();
        assertThat(take(late, NOW)).isEmpty();
    }

    @Test
    void letsOneOfManyConcurrentCallersApprove() {
        PendingAuthorization pending = saved();

        var outcomes = Race.of(() -> repository.approve(pending.handle(), Authorizations.approvalAt(NOW), NOW));

        assertThat(outcomes).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void letsOneOfManyConcurrentCallersDeny() {
        PendingAuthorization pending = saved();

        assertThat(Race.of(() -> repository.deny(pending.handle(), NOW)))
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);
    }

    @Test
    void letsOneOfManyConcurrentCallersTakeAState() {
        Approval approval = approvedFlow();

        assertThat(Race.of(() -> take(approval, NOW)))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void sweepsOnlyWhatIsExpiredAndInBoundedSteps() {
        for (int i = 0; i < 4; i++) {
            saved();
        }
        Approval approval = approvedFlow();
        Instant stateExpired = approval.expiresAt();
        Instant allExpired = stateExpired.plus(Duration.ofHours(1));

        assertThat(repository.sweep(stateExpired.minus(A_MOMENT), 500)).isZero();
        assertThat(repository.sweep(stateExpired, 500)).isEqualTo(1);
        assertThat(repository.sweep(allExpired, 3)).isEqualTo(3);
        assertThat(repository.sweep(allExpired, 3)).isEqualTo(1);
        assertThat(repository.sweep(allExpired, 3)).isZero();
    }

    private PendingAuthorization saved() {
        PendingAuthorization pending = Authorizations.waitingAt(NOW);
        repository.save(pending);
        return pending;
    }

    private Approval approvedFlow() {
        PendingAuthorization pending = saved();
        Approval approval = Authorizations.approvalAt(NOW);
        assertThat(repository.approve(pending.handle(), approval, NOW)).isTrue();
        return approval;
    }

    private Optional<ApprovedAuthorization> take(Approval approval, Instant now) {
        return repository.take(approval.state(), approval.browser(), now);
    }

    private static ApprovedAuthorization approved(PendingAuthorization pending, Approval approval) {
        return new ApprovedAuthorization(
                approval.state(), approval.browser(), pending.request(), approval.secrets(), approval.expiresAt());
    }
}
