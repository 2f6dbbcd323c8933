package io.mxcp.application.inmemory;

import io.mxcp.domain.contract.PendingAuthorizationRepositoryContract;
import io.mxcp.domain.grant.PendingAuthorizationRepository;

final class InMemoryPendingAuthorizationRepositoryTest extends PendingAuthorizationRepositoryContract {
    @Override
    protected PendingAuthorizationRepository newRepository() {
        return new InMemoryPendingAuthorizationRepository();
    }
}
