package io.mxcp.providers.scripted;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads of calls to the outside that have come since this was made. */
public final class EgressThreads {
    private final Set<Thread> earlier = alive();

    /** From now on. */
    public EgressThreads() {}

    private static Set<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("egress"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those that are alive. */
    public Set<Thread> started() {
        Set<Thread> started = new HashSet<>(alive());
        started.removeAll(earlier);
        return started;
    }

    /** Those that stay: one that was told to end may take a moment. */
    public Set<Thread> left() throws InterruptedException {
        for (Thread thread : started()) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        return started();
    }
}
