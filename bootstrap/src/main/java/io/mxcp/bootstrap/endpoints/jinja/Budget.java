package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.InterpretException;
import java.time.Duration;

/** What one rendering may cost: a million steps, and five seconds. A step is an expression, or a turn of a loop. For one thread. */
final class Budget {
    private static final int STEPS = 1_000_000;
    private static final Duration TIME = Duration.ofSeconds(5);

    private final long start = System.nanoTime();
    private int steps;
    private boolean exhausted;

    /**
     * Takes one step.
     *
     * @throws InterpretException if there is none left; then at each further call too, since the library goes on after some exceptions
     */
    void step() {
        steps++;
        exhausted |= steps > STEPS || System.nanoTime() - start > TIME.toNanos();
        if (exhausted) {
            throw new InterpretException("too many steps");
        }
    }

    boolean isExhausted() {
        return exhausted;
    }
}
