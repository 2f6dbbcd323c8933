package io.mxcp.domain.query;

import java.util.Map;

/**
 * SQL on behalf of one caller, until closed.
 *
 * <p>Used by the thread that opened it, save for {@link #cancel()}. No statement outlives it.
 */
public interface QueryContext extends AutoCloseable {
    /**
     * Runs one statement and reads its whole result.
     *
     * @param parameters by name, bound to {@code $name} in the text; a parameter that the text does not name is ignored;
     *     values are String, Boolean, Long, BigInteger, BigDecimal, Double, LocalDate, LocalTime, Instant, Duration, List, Map
     *     with String keys, or {@link SqlNull}
     * @throws QueryException if the gate or the engine refuses it, it fails, is cancelled, exceeds its time or yields more
     *     than the engine lets through
     */
    QueryResult run(Sql sql, Map<String, Object> parameters) throws QueryException;

    /** Stops the running statement from any thread, and keeps any later one from starting: they end with a {@link QueryException}. */
    void cancel();

    /** Decides that nothing of what was written is kept, though every statement succeeded: no other runs, and closing rolls back. */
    void rollBack();

    /**
     * Ends the transaction and the connection: commits if every statement succeeded and the mode is writing, else rolls
     * back. Idempotent.
     *
     * @throws QueryException if a commit fails
     */
    @Override
    void close() throws QueryException;
}
