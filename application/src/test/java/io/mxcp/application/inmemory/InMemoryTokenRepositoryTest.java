package io.mxcp.application.inmemory;

import io.mxcp.domain.contract.TokenRepositoryContract;
import io.mxcp.domain.token.TokenRepository;

final class InMemoryTokenRepositoryTest extends TokenRepositoryContract {
    @Override
    protected TokenRepository newRepository() {
        return new InMemoryTokenRepository();
    }
}
