package io.mxcp.domain.query;

import java.time.Duration;

/**
 * Opens SQL on behalf of one caller.
 *
 * <p>Safe for use by many threads; what it opens belongs to the opening thread. Never ambient, never shared: between
 * two contexts nothing is carried over, neither identity nor settings nor temporary objects.
 */
public interface QueryEngine {
    /**
     * Opens a context; the caller of this method closes it.
     *
     * @param caller whose identity the user functions of SQL tell
     * @param headers of the request that is answered
     * @param mode whether statements may change data
     * @param limit how long all statements of this context may take together
     * @throws QueryException if the engine has no capacity left
     */
    QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit) throws QueryException;

    /** Opens a context that answers no request. */
    default QueryContext open(Caller caller, AccessMode mode, Duration limit) throws QueryException {
        return open(caller, RequestHeaders.NONE, mode, limit);
    }
}
