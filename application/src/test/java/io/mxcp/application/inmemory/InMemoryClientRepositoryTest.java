package io.mxcp.application.inmemory;

import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.contract.ClientRepositoryContract;

final class InMemoryClientRepositoryTest extends ClientRepositoryContract {
    @Override
    protected ClientRepository newRepository() {
        return new InMemoryClientRepository();
    }
}
