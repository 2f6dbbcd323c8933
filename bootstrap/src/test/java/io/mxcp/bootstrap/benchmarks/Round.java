package io.mxcp.bootstrap.benchmarks;

import java.time.Duration;
import java.util.stream.LongStream;

/** What came of some seconds of load. */
final class Round {
    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final long[] sortedNanos;
    private final Duration took;
    private final Duration cpu;

    /**
     * Condenses them.
     *
     * @param nanos how long each exchange took
     * @param took all of it together
     * @param cpu what the server used
     */
    Round(LongStream nanos, Duration took, Duration cpu) {
        this.sortedNanos = nanos.sorted().toArray();
        this.took = took;
        this.cpu = cpu;
    }

    double perSecond() {
        return sortedNanos.length / (took.toNanos() / NANOS_A_SECOND);
    }

    /** The time within which this part of the exchanges was over. */
    double millisAt(double part) {
        return sortedNanos[(int) (part * (sortedNanos.length - 1))] / NANOS_A_MILLI;
    }

    double cpuSecondsPerThousand() {
        return cpu.toNanos() / NANOS_A_SECOND * 1000 / sortedNanos.length;
    }
}
