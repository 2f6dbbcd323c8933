package io.mxcp.bootstrap;

import io.mxcp.http.Network;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that hold a place and ask nothing (threat T46): those on which the header of a request does not arrive in time, be
 * it the first or a later one and however steadily it drips, and those beyond what one address may have. A kept connection on which
 * nothing comes at all is left to the idle time-out.
 *
 * <p>Addresses of this machine and of private networks may have as many as there are: proxies stand there, and all the world comes
 * through them.
 */
final class ConnectionWatch extends AbstractLifeCycle implements Connection.Listener {
    private static final int LOOKS_IN_TIME = 10;

    private final Scheduler scheduler;
    private final Duration inTime;
    private final int mostOfOne;
    private final Map<Connection, Place> places = new ConcurrentHashMap<>();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next = () -> false;

    /**
     * Watches from its start to its stop.
     *
     * @param inTime how long the header of a request may take
     * @param mostOfOne how many connections one address of the internet may have, or in IPv6 one network of 64 bits
     */
    ConnectionWatch(Scheduler scheduler, Duration inTime, int mostOfOne) {
        this.scheduler = scheduler;
        this.inTime = inTime;
        this.mostOfOne = mostOfOne;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    @Override
    public void onOpened(Connection connection) {
        Optional<String> holder = holder(connection);
        places.put(connection, new Place(holder, System.nanoTime()));
        if (holder.filter(known -> taken.merge(known, 1, Integer::sum) > mostOfOne)
                .isPresent()) {
            connection.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Place place = places.remove(connection);
        if (place != null) {
            place.holder.ifPresent(
                    known -> taken.computeIfPresent(known, (same, count) -> count > 1 ? count - 1 : null));
        }
    }

    private void lookLater() {
        next = scheduler.schedule(this::look, inTime.toMillis() / LOOKS_IN_TIME, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long nowNanos = System.nanoTime();
        try {
            places.forEach((connection, place) -> {
                if (place.look(connection, nowNanos) > inTime.toNanos()) {
                    // not the connection itself: it would answer what there is of a request
                    connection.getEndPoint().close(new TimeoutException("no request arrived in time"));
                }
            });
        } finally { // what goes wrong with one must not end the watch
            if (isRunning()) {
                lookLater();
            }
        }
    }

    /** Whom the connection counts for; nobody where there is no limit. */
    private static Optional<String> holder(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? Optional.ofNullable(peer.getAddress())
                        .filter(address -> !Network.isNear(address))
                        .map(Network::holder)
                : Optional.empty();
    }

    /** What was seen of a connection; touched by the one thread that looks. */
    private static final class Place {
        private final Optional<String> holder;
        private long requests;
        private long bytes;
        private boolean waiting = true; // for the first request, whether or not any of it has come
        private long sinceNanos;

        Place(Optional<String> holder, long nowNanos) {
            this.holder = holder;
            this.sinceNanos = nowNanos;
        }

        /** Notes what came since the last look; returns for how long a request has been under way without being there, in nanoseconds. */
        long look(Connection connection, long nowNanos) {
            long begun = connection.getMessagesIn(); // counted when its header is complete
            long received = connection.getBytesIn();
            if (begun != requests || connection.getMessagesOut() < begun) {
                requests = begun;
                waiting = false;
            } else if (!waiting && received > bytes) {
                waiting = true;
                sinceNanos = nowNanos;
            }
            bytes = received;
            return waiting ? nowNanos - sinceNanos : 0;
        }
    }
}
