package io.mxcp.duckdb;

import io.mxcp.domain.contract.QueryEngineContract;
import io.mxcp.domain.query.QueryEngine;

class DuckDbEngineTest extends QueryEngineContract {
    @Override
    protected QueryEngine newEngine() throws EngineStartException {
        return Engines.fourThreads();
    }

    @Override
    protected void dispose(QueryEngine engine) throws EngineStartException {
        Engines.dispose(engine);
    }
}
