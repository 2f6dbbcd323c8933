package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Some connections to one server, kept between rounds, that each ask again as soon as they are answered. */
final class Load implements AutoCloseable {
    private static final int MOST_EXCHANGES = 2_000_000;

    private final String what;
    private final ServerProcess server;
    private final List<Wire> wires = new ArrayList<>();
    private final List<Exchange> exchanges;
    private final ExecutorService threads;
    private final List<Round> rounds = new ArrayList<>();

    /** A question and its answer; one for each connection, so that it may remember. */
    interface Exchange {
        /** Asks once, and fails if the answer is not as expected. */
        void over(Wire wire) throws IOException;
    }

    /**
     * As many connections as there are exchanges, made when they are first asked: the server takes none that says nothing for long.
     *
     * @param what names the line of the table
     */
    Load(String what, ServerProcess server, List<? extends Exchange> exchanges) {
        this.what = what;
        this.server = server;
        this.exchanges = List.copyOf(exchanges);
        this.threads = Executors.newFixedThreadPool(exchanges.size(), Load::daemon);
    }

    /** None that keeps a failed benchmark from ending. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }

    String what() {
        return what;
    }

    /** What was measured so far. */
    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    /** Asks for this long, and keeps what came of it. */
    void measure(Duration time) throws IOException, InterruptedException, ExecutionException {
        rounds.add(run(time));
    }

    /** Asks for this long. */
    Round run(Duration time) throws IOException, InterruptedException, ExecutionException {
        while (wires.size() < exchanges.size()) {
            wires.add(new Wire(server.port()));
        }
        Duration cpuBefore = server.cpu();
        long begun = System.nanoTime();
        List<Callable<long[]>> askers = new ArrayList<>();
        for (int asker = 0; asker < wires.size(); asker++) {
            Wire wire = wires.get(asker);
            Exchange exchange = exchanges.get(asker);
            askers.add(() -> ask(wire, exchange, begun + time.toNanos()));
        }
        LongStream nanos = LongStream.empty();
        for (Future<long[]> asked : threads.invokeAll(askers)) {
            nanos = LongStream.concat(nanos, Arrays.stream(asked.get()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Duration cpu = server.cpu().minus(cpuBefore);
        return new Round(nanos, took, cpu);
    }

    private static long[] ask(Wire wire, Exchange exchange, long until) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        long before = System.nanoTime();
        while (before < until && count < MOST_EXCHANGES) {
            exchange.over(wire);
            long now = System.nanoTime();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = now - before;
            before = now;
        }
        return Arrays.copyOf(nanos, count);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
