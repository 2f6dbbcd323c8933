package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one lease reads over HTTP: where it may, how often and how much (T69, T70), and each document once, however often the
 * engine asks for it. The files are deleted with the lease.
 *
 * <p>Used by the lease's thread, save for {@link #stop()}.
 */
final class WebReads implements AutoCloseable {
    private final WebPermit permit;
    private final Identity person;
    private final long deadlineNanos;
    private final Map<Asked, Path> files = new HashMap<>();
    private final Map<String, String> shownInstead = new HashMap<>();
    private final List<Path> written = new ArrayList<>();
    private Optional<QueryException> failure = Optional.empty();
    private long bytes;
    private int count;
    private Optional<Thread> reading = Optional.empty();
    private boolean stopped;

    WebReads(WebPermit permit, Identity person, long deadlineNanos) {
        this.permit = permit;
        this.person = person;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * The file that holds this document.
     *
     * @param told what the statement was told of its caller: a handle in it is replaced towards the provider's hosts
     * @param accept what is asked for unless the headers say otherwise
     * @param explained whether the statement is only explained
     */
    Path read(Identity told, String address, String headers, String accept, boolean explained) throws QueryException {
        Asked asked = new Asked(address, headers, accept, told.externalTokenText());
        Path before = files.get(asked);
        if (before != null) {
            return before;
        }
        try {
            if (explained) {
                throw StatementGate.refused(
                        "EXPLAIN is not allowed for a statement that reads over HTTP: it would be sent.");
            }
            Path file = download(told, WebAddress.of(address), headers, accept);
            files.put(asked, file);
            return file;
        } catch (QueryException e) {
            failure = Optional.of(e); // the engine would only quote it, with a stack trace
            throw e;
        }
    }

    private Path download(Identity told, URI address, String headers, String accept) throws QueryException {
        WebReader reader = permit.reader(address, person.dataHosts());
        boolean providers = WebPermit.anyHolds(person.dataHosts(), address);
        Map<String, Secret> sent =
                WebHeaders.of(headers, accept, value -> providers ? told.withTokenIn(value, person) : value);
        countOneMore();
        long most = Math.min(permit.access().maxBytes(), permit.access().maxBytesInAll() - bytes);
        WebRequest request = new WebRequest(address, sent, left(), most);
        try {
            Path file = fetch(reader, request, accept.equals(UserFunctions.ACCEPT_JSON));
            bytes += Files.size(file);
            shownInstead.put(file.toString(), "(the answer of " + WebAddress.shown(address) + ")");
            return file;
        } catch (WebException e) {
            throw failed(e, sent);
        } catch (IOException e) {
            throw new QueryException(
                    Reason.FAILED,
                    "What was read over HTTP could not be kept: " + e.getClass().getSimpleName());
        }
    }

    private void countOneMore() throws QueryException {
        if (++count > permit.access().maxReads()) {
            throw new QueryException(
                    Reason.TOO_LARGE,
                    "At most " + permit.access().maxReads() + " documents are read over HTTP for one request.");
        }
    }

    private Duration left() throws QueryException {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw EngineErrors.stopped(Reason.TIMED_OUT);
        }
        return left;
    }

    private Path fetch(WebReader reader, WebRequest request, boolean json)
            throws IOException, WebException, QueryException {
        Path file = permit.spool().newFile();
        written.add(file); // whole or not
        begin();
        try (JsonDepth.Bounded out = new JsonDepth.Bounded(Spool.write(file), json)) {
            read(reader, request, out);
        } finally {
            end();
        }
        return file;
    }

    private static void read(WebReader reader, WebRequest request, JsonDepth.Bounded out)
            throws WebException, QueryException {
        try {
            reader.read(request, out);
        } catch (WebException e) {
            if (out.isTooDeep()) {
                throw EngineErrors.tooDeep();
            }
            throw e;
        }
    }

    private synchronized void begin() throws QueryException {
        if (stopped) {
            throw EngineErrors.stopped(Reason.CANCELLED);
        }
        reading = Optional.of(Thread.currentThread());
    }

    private synchronized void end() {
        reading = Optional.empty();
        if (stopped) {
            Thread.interrupted(); // it was meant for the download, not for what comes after
        }
    }

    /** Ends a download that runs, and lets none begin: from any thread. */
    synchronized void stop() {
        stopped = true;
        reading.ifPresent(Thread::interrupt);
    }

    private QueryException failed(WebException error, Map<String, Secret> sent) {
        if (error.reason() == WebException.Reason.UNREACHABLE && isOver()) {
            return EngineErrors.stopped(Reason.TIMED_OUT);
        }
        boolean token = person.externalToken().isPresent()
                && sent.values().stream().anyMatch(value -> value.reveal().contains(person.externalTokenText()));
        Reason reason = switch (error.reason()) {
            case REFUSED -> Reason.REFUSED;
            case UNAUTHORIZED -> token ? Reason.TOKEN_REFUSED : Reason.FAILED;
            case TOO_LARGE -> Reason.TOO_LARGE;
            case FAILED, UNREACHABLE -> Reason.FAILED;
        };
        return new QueryException(reason, EngineErrors.scrub(error.explanation(), person));
    }

    /** The reader's clock and the watchdog's are two, and whichever is first must say the same; the reader's counts milliseconds. */
    private boolean isOver() {
        return deadlineNanos - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** What the last download of the running statement failed with. */
    Optional<QueryException> takeFailure() {
        Optional<QueryException> taken = failure;
        failure = Optional.empty();
        return taken;
    }

    /** The text of an error with the places of our files taken out. */
    String withoutPaths(String text) {
        String shown = text;
        for (Map.Entry<String, String> file : shownInstead.entrySet()) {
            shown = shown.replace(file.getKey(), file.getValue());
        }
        Optional<Path> spool = permit.folder();
        return spool.isPresent() ? shown.replace(spool.get().toString(), "(the folder of answers)") : shown;
    }

    @Override
    public void close() {
        written.forEach(Spool::discard);
        written.clear();
        files.clear();
    }

    /** One document, as one person asks for it; in a class, since a record would print the token. */
    private static final class Asked {
        private final List<String> parts;

        Asked(String... parts) {
            this.parts = List.of(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Asked that && parts.equals(that.parts);
        }

        @Override
        public int hashCode() {
            return parts.hashCode();
        }
    }
}
