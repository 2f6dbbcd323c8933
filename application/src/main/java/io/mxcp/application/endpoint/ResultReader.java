package io.mxcp.application.endpoint;

/** What is made of an endpoint's result while what it wrote can still be taken back. Called on the thread of the call. */
@FunctionalInterface
public interface ResultReader<T> {
    /**
     * Makes it of a list, a map, or a scalar.
     *
     * @throws EndpointException if the result is not what was promised: then nothing that was written is kept
     */
    T of(Object value) throws EndpointException;
}
