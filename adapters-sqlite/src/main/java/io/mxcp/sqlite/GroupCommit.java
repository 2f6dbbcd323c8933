package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it commits together what has queued up while it was busy, so that many callers share one
 * synchronisation of the disk, and none starves.
 *
 * <p>A step that fails by itself takes no other with it; a database that fails takes all that were to be committed together.
 * While another process holds the lock, those who wait are refused every five seconds, and too many of them at once.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MAX_TOGETHER = 256;
    private static final int MAX_QUEUED = 4_096;
    private static final long IDLE_SECONDS = 1;

    private final BlockingQueue<WriteJob<?>> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Writer writer;
    private final Thread thread;
    /** Steps that left the queue and may not be answered yet; for the writer's thread only. */
    private final List<WriteJob<?>> taken = new ArrayList<>();

    private volatile boolean closing;
    private volatile boolean ended;

    GroupCommit(Connections connections, FileGuard guard) {
        this.writer = new Writer(connections, guard);
        this.thread = new Thread(this::run, "mxcp-sqlite-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Queues a step; the answer comes once it is durable. */
    <T> CompletableFuture<T> submit(Function<Handle, T> step) {
        WriteJob<T> job = new WriteJob<>(step);
        if (closing || !queue.offer(job)) {
            throw new StoreUnavailableException(closing ? "the database is closed" : "too much waits to be written");
        }
        if (ended) {
            refuseAllQueued(new StoreUnavailableException("the database is closed"));
        }
        return job.answer();
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // what was accepted is written all the same
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                runNext();
            }
        } finally {
            ended = true;
            StoreUnavailableException reason = new StoreUnavailableException("the database is closed");
            taken.forEach(job -> job.refuse(reason)); // where an Error came between; else there are none
            refuseAllQueued(reason);
            writer.close();
        }
    }

    private void runNext() {
        try {
            WriteJob<?> first = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            if (first == null) {
                writer.tidy();
            } else {
                commitTogether(first);
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody has a reason to interrupt the writer; it goes on until it is closed");
        }
    }

    private void commitTogether(WriteJob<?> first) {
        taken.add(first);
        try {
            Handle handle = writer.begin();
            queue.drainTo(taken, MAX_TOGETHER - 1);
            taken.forEach(job -> job.runIn(handle));
            writer.commit();
        } catch (RuntimeException | Error e) { // after an Error, too, those who wait must be told
            refuseTaken(e);
            return;
        }
        taken.forEach(WriteJob::succeed);
        taken.clear();
    }

    /**
     * Those behind them in the queue would only wait for the same. They are taken before anybody is told: whoever has been told and
     * comes again must get another try.
     */
    private void refuseTaken(Throwable failure) {
        writer.discard();
        queue.drainTo(taken);
        StoreUnavailableException reason = Failures.unavailable(failure);
        taken.forEach(job -> job.refuse(reason));
        int refused = taken.size();
        taken.clear();
        LOG.error("{}; {} steps refused", reason.getMessage(), refused, reason);
    }

    private void refuseAllQueued(StoreUnavailableException reason) {
        List<WriteJob<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(job -> job.refuse(reason));
    }
}
