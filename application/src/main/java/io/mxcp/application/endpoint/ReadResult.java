package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.EndpointException.Fault;
import java.util.Optional;
import java.util.function.Function;

/**
 * An endpoint's result after somebody read it, while what was written can still be taken back: what they made of it, or why it is not what
 * was promised.
 */
public final class ReadResult<T> {
    private final Optional<T> value;
    private final String fault;

    private ReadResult(Optional<T> value, String fault) {
        this.value = value;
        this.fault = fault;
    }

    /** What was made of it. */
    public static <T> ReadResult<T> of(T value) {
        return new ReadResult<>(Optional.of(value), "");
    }

    /** Not what was promised: a fault of the endpoint's author. The text may be shown to the caller. */
    public static <T> ReadResult<T> broken(String fault) {
        return new ReadResult<>(Optional.empty(), fault);
    }

    /** Makes something else of it; what is broken stays so. */
    public <U> ReadResult<U> map(Function<T, U> next) {
        return new ReadResult<>(value.map(next), fault);
    }

    T orThrow() throws EndpointException {
        return value.orElseThrow(() -> new EndpointException(Fault.RESULT, fault));
    }
}
