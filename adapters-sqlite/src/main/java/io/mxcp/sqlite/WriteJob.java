package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One atomic step on its way to the disk. The writer's thread runs and answers it. */
final class WriteJob<T> {
    private final Function<Handle, T> step;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Optional<T> result = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    WriteJob(Function<Handle, T> step) {
        this.step = step;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    /** Runs within the open transaction; a failure of the database is thrown, one of the step alone is kept for its caller. */
    void runIn(Handle handle) {
        Kept.change(handle, "SAVEPOINT step");
        try {
            result = Optional.of(step.apply(handle));
        } catch (RuntimeException e) {
            if (Failures.isOfTheStore(e)) {
                throw e;
            }
            Kept.change(handle, "ROLLBACK TO step");
            failure = Optional.of(Failures.ofOneStep(e));
        }
        Kept.change(handle, "RELEASE step");
    }

    /** The commit succeeded: answers the caller. */
    void succeed() {
        failure.ifPresent(answer::completeExceptionally);
        result.ifPresent(answer::complete);
    }

    /** Nothing was changed. */
    void refuse(StoreUnavailableException reason) {
        answer.completeExceptionally(reason);
    }
}
