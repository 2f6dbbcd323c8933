package io.mxcp.application.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.PendingAuthorizationRepositoryContract;
import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.grant.PendingAuthorizationRepository.Approval;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class InMemoryPendingAuthorizationRepositoryTest extends PendingAuthorizationRepositoryContract {
    private static final Instant NOW = TestClock.START;

    @Override
    protected PendingAuthorizationRepository newRepository() {
        return new InMemoryPendingAuthorizationRepository();
    }

    /** A flood that fills it locks nobody out. */
    @Test
    void keepsTheLatestWhereThereAreTooMany() {
        PendingAuthorizationRepository repository = newRepository();
        PendingAuthorization first = saved(repository);
        PendingAuthorization second = saved(repository);
        Approval early = approved(repository, saved(repository));
        for (int i = 0; i < InMemoryPendingAuthorizationRepository.MOST - 1; i++) {
            saved(repository);
        }
        assertThat(repository.find(first.handle(), NOW)).isEmpty();
        assertThat(repository.find(second.handle(), NOW)).contains(second);
        assertThat(repository.take(early.state(), early.browser(), NOW)).isPresent();

        Approval oldest = approved(repository, saved(repository));
        for (int i = 0; i < InMemoryPendingAuthorizationRepository.MOST; i++) {
            approved(repository, saved(repository));
        }
        assertThat(repository.take(oldest.state(), oldest.browser(), NOW)).isEmpty();
    }

    private static PendingAuthorization saved(PendingAuthorizationRepository repository) {
        PendingAuthorization pending = Authorizations.waitingAt(NOW);
        repository.save(pending);
        return pending;
    }

    private static Approval approved(PendingAuthorizationRepository repository, PendingAuthorization pending) {
        Approval approval = Authorizations.approvalAt(NOW);
        assertThat(repository.approve(pending.handle(), approval, NOW)).isTrue();
        return approval;
    }
}
