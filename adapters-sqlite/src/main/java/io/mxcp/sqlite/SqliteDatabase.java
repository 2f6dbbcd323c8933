package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite file, opened for one realm: what the three repositories stand on. Safe for use by many threads.
 *
 * <p>Steps that change something run one after the other and are durable when they return (WAL, {@code synchronous=FULL}); looking
 * does not wait for them.
 */
public final class SqliteDatabase implements AutoCloseable {
    private static final int MAX_READERS = 4;
    private static final long PROBE_SECONDS = 1;
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration START_PAUSE = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private final long realm;
    private final GroupCommit writer;
    private final ReaderPool readers;

    private SqliteDatabase(long realm, GroupCommit writer, ReaderPool readers) {
        this.realm = realm;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens the file, creates it where it is missing, and brings its tables up to date.
     *
     * @throws UnusableFileException if others may use the file or write to its folder, it is damaged, of another program or of a newer
     *     version, or cannot be opened
     */
    public static SqliteDatabase open(SqliteSettings settings) {
        Path file = settings.file();
        prepare(settings);
        Connections connections = new Connections(file);
        long realm;
        try {
            realm = ready(connections, settings);
        } catch (JdbiException e) {
            throw new UnusableFileException(file + " cannot be opened as a database: " + Failures.whyNotOpened(e), e);
        }
        FileGuard guard = new FileGuard(file);
        int readers = Math.max(2, Math.min(MAX_READERS, Runtime.getRuntime().availableProcessors()));
        GroupCommit writer = new GroupCommit(connections, guard);
        writer.start();
        return new SqliteDatabase(realm, writer, new ReaderPool(connections, guard, readers));
    }

    /**
     * Proves that the store takes a write now (T56).
     *
     * @throws StoreUnavailableException if it did not within one second
     */
    public void probe() {
        CompletableFuture<Integer> probe =
                writer.submit(handle -> handle.execute("UPDATE realms SET probes = probes + 1 WHERE id = ?", realm));
        try {
            probe.get(PROBE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Failures.unavailable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("the database took no write within a second", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", e);
        }
    }

    /** Writes what was accepted, empties the write-ahead log and lets go of the file. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    /** The number of the realm, part of every key. */
    long realm() {
        return realm;
    }

    /** One atomic step, durable when this returns. */
    <T> T write(Function<Handle, T> step) {
        try {
            return writer.submit(step).join();
        } catch (CompletionException e) {
            throw rethrown(e);
        }
    }

    /** One atomic step, durable a little later; a failure is logged and nothing else, so only for what may be lost. */
    void writeLater(Function<Handle, Integer> step) {
        try {
            CompletableFuture<Integer> unused = writer.submit(step).exceptionally(SqliteDatabase::leftOut);
        } catch (StoreUnavailableException e) {
            leftOut(e);
        }
    }

    private static Integer leftOut(Throwable failure) {
        LOG.warn("something of little weight was not stored: {}", failure.getMessage());
        return 0;
    }

    /** Looks; decides nothing. */
    <T> T read(Function<Handle, T> look) {
        return readers.read(look);
    }

    private static RuntimeException rethrown(CompletionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof StoreUnavailableException) {
            return Failures.unavailable(cause);
        }
        return cause instanceof RuntimeException known ? known : e;
    }

    private static void prepare(SqliteSettings settings) {
        Path file = settings.file();
        OwnerOnly.createFolderOf(file);
        boolean created = OwnerOnly.create(file);
        if (settings.allowWiderRights()) {
            return;
        }
        OwnerOnly.requireFolderOf(file);
        if (created) {
            return;
        }
        for (String suffix : List.of("", "-wal", "-shm")) {
            OwnerOnly.require(file.resolveSibling(file.getFileName() + suffix));
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(file + " is not a file");
        }
    }

    /**
     * Makes the tables and the realm ready. To turn on the write-ahead log SQLite does not wait for whoever writes at that moment: so
     * those who start on a new file at the same time try again.
     */
    static long ready(Connections connections, SqliteSettings settings) {
        long giveUpAt = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try (Handle handle = connections.openWriter()) {
                Schema.migrate(handle, settings.file());
                return realm(handle, settings.realm());
            } catch (JdbiException e) {
                if (!Failures.isBusy(e) || System.nanoTime() - giveUpAt >= 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(START_PAUSE.toNanos());
        }
    }

    private static long realm(Handle handle, String name) {
        handle.execute("INSERT INTO realms (name) VALUES (?) ON CONFLICT DO NOTHING", name);
        return handle.select("SELECT id FROM realms WHERE name = ?", name)
                .mapTo(long.class)
                .one();
    }
}
