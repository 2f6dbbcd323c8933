package io.mxcp.providers.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body, handed on as it is read: no more than one piece of it waits in memory, and a read ends with its deadline,
 * however slowly the body drips. Closing it hangs up.
 */
final class StreamedBody implements HttpResponse.BodySubscriber<InputStream> {
    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(2); // one piece, and the end
    private final long deadlineNanos;
    private volatile Optional<Flow.Subscription> source = Optional.empty();

    StreamedBody(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(new Reading());
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = Optional.of(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.Broken());
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End());
    }

    /** What comes in. */
    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End() implements Part {}

        record Broken() implements Part {}
    }

    /** The other end, on the thread that asked. */
    private final class Reading extends InputStream {
        private List<ByteBuffer> buffers = List.of();
        private boolean over;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (!over) {
                for (ByteBuffer buffer : buffers) {
                    if (buffer.hasRemaining()) {
                        int count = Math.min(length, buffer.remaining());
                        buffer.get(into, offset, count);
                        return count;
                    }
                }
                more();
            }
            return -1;
        }

        private void more() throws IOException {
            Part part = next();
            if (part instanceof Part.Bytes bytes) {
                buffers = bytes.buffers();
                source.ifPresent(subscription -> subscription.request(1));
            } else if (part instanceof Part.End) {
                over = true;
            } else {
                throw new IOException("the answer broke off");
            }
        }

        private Part next() throws IOException {
            try {
                Part part = parts.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (part == null) {
                    throw new SocketTimeoutException("the answer took too long in all");
                }
                return part;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading an answer");
            }
        }

        @Override
        public void close() {
            source.ifPresent(Flow.Subscription::cancel);
        }
    }
}
