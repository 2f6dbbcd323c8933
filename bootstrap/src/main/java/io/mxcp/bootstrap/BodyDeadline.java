package io.mxcp.bootstrap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes the connection of a request whose body has not arrived in time, however steadily it drips (threat T46). */
final class BodyDeadline extends Handler.Wrapper {
    private final Duration limit;

    BodyDeadline(Handler handler, Duration limit) {
        super(handler);
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!hasBody(request)) {
            return super.handle(request, response, callback);
        }
        Watched watched = new Watched(request);
        Scheduler.Task deadline = request.getComponents()
                .getScheduler()
                .schedule(watched::closeIfUnread, limit.toMillis(), TimeUnit.MILLISECONDS);
        Request.addCompletionListener(request, ended -> deadline.cancel());
        return super.handle(watched, response, callback);
    }

    /** As HTTP/1.1, the only version served, has it (RFC 9112 §6.3): without either field there is none, and nobody would read it. */
    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Knows whether its body was read to the end. */
    private static final class Watched extends Request.Wrapper {
        private volatile boolean read;

        Watched(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            read |= chunk != null && chunk.isLast();
            return chunk;
        }

        void closeIfUnread() {
            if (!read) {
                getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close(new TimeoutException("the body did not arrive in time"));
            }
        }
    }
}
