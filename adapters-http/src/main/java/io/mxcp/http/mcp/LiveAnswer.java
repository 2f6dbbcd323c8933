package io.mxcp.http.mcp;

import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.http.Json;
import io.mxcp.http.ResponseHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answer to a call while it is being made. A servlet hears of a client's going only when it writes; so while a call takes long,
 * a line break is sent now and then, which JSON allows before its value (RFC 8259 §2), and the call is stopped when that fails.
 * Proxies in between do not take the silence for a fault either.
 *
 * <p>Two threads: the one that makes the answer, and the one that sends line breaks.
 */
final class LiveAnswer {
    private static final int PULSES_BEFORE_FIRST_WRITE = 2;

    private final HttpServletResponse response;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean busy = new AtomicBoolean();
    private int pulses;
    private boolean begun;
    private boolean over;
    private volatile boolean gone;

    LiveAnswer(HttpServletResponse response) {
        this.response = response;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Whether nobody is there any more to take an answer. */
    boolean isGone() {
        return gone;
    }

    /** Whether a pulse may be sent: none is still on its way. Only the one timer asks; it then has to {@link #pulse} or {@link #miss}. */
    boolean isDue() {
        return ++pulses >= PULSES_BEFORE_FIRST_WRITE && busy.compareAndSet(false, true);
    }

    /** Leaves out a pulse that was due. */
    void miss() {
        busy.set(false);
    }

    /** Looks whether the client is still there, and stops the call if it is not. May block as long as the client takes to read. */
    void pulse() {
        try {
            if (writing.tryLock()) {
                try {
                    sendLineBreak();
                } finally {
                    writing.unlock();
                }
            }
        } catch (IOException closed) {
            giveUp();
        } finally {
            busy.set(false);
        }
    }

    private void giveUp() {
        gone = true;
        cancellation.cancel();
    }

    private void sendLineBreak() throws IOException {
        if (over || gone) {
            return;
        }
        if (!begun) {
            begun = true;
            ResponseHeaders.noStore(response);
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep the signs of life to itself
            Json.begin(response, HttpServletResponse.SC_OK);
        }
        response.getOutputStream().write('\n');
        response.flushBuffer();
    }

    /** Sends the answer, if anybody is still there to take it. */
    void finish(int status, byte[] body) {
        writing.lock();
        try {
            over = true;
            if (gone) {
                return;
            }
            if (begun) {
                response.getOutputStream().write(body);
            } else {
                Json.writeUnkept(response, status, body);
            }
        } catch (IOException closed) {
            giveUp();
        } finally {
            writing.unlock();
        }
    }
}
