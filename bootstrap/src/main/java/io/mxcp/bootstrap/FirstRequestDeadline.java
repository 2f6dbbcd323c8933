package io.mxcp.bootstrap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes a connection on which the headers of no request have arrived in time (threat T46). */
final class FirstRequestDeadline implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;

    FirstRequestDeadline(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        scheduler.schedule(() -> closeIfSilent(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void closeIfSilent(Connection connection) {
        if (connection.getMessagesIn() == 0) {
            connection.close();
        }
    }
}
