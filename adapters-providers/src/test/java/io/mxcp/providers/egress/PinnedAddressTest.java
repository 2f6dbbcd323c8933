package io.mxcp.providers.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name whose addresses change between the check and the connection. */
class PinnedAddressTest {
    private static final EgressLimits LIMITS =
            new EgressLimits(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(3));

    /** Public, and nobody's: IANA has not given it to anyone. */
    private static final String PUBLIC = "2e00::1";

    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private ServerSocket inside;

    @BeforeEach
    void listen() throws IOException {
        inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new Thread(this::accept, "inside").start();
    }

    private void accept() {
        while (!inside.isClosed()) {
            try {
                hangUpOn(inside.accept());
            } catch (IOException goneOrClosed) { // who was connected is counted
            }
        }
    }

    /** Once it has said something: a connection that breaks before that is made anew, and its name looked up again. */
    private void hangUpOn(Socket accepted) throws IOException {
        connected.incrementAndGet();
        try (Socket connection = accepted) {
            connection.getInputStream().read();
        }
    }

    @AfterEach
    void stop() throws IOException {
        inside.close();
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private URI target(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + inside.getLocalPort() + "/");
    }

    private AbstractThrowableAssert<?, ?> refuse(EgressGuard guard, Class<? extends IOException> failure) {
        return assertThatThrownBy(() -> guard.send("GET", target("https", "rebinding.example"), Map.of(), new byte[0]))
                .isInstanceOf(failure);
    }

    @Test
    void neverConnectsInsideWhenANameTurnsInwardsAfterTheCheck() {
        EgressGuard guard = new EgressGuard(
                Destinations.web(false)
                        .withNames(host -> addresses(lookUps.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1")),
                LIMITS);
        refuse(guard, IOException.class).isNotInstanceOf(RefusedDestinationException.class);
        assertThat(lookUps).hasValue(1);
        refuse(guard, RefusedDestinationException.class);
        assertThat(connected).hasValue(0);
        guard.shutdown();
    }

    @Test
    void connectsToNoneOfSeveralAddressesIfOneIsInside() {
        EgressGuard guard = new EgressGuard(
                Destinations.web(false).withNames(host -> addresses(PUBLIC, "127.0.0.1", PUBLIC)), LIMITS);
        refuse(guard, RefusedDestinationException.class);
        assertThat(connected).hasValue(0);
        guard.shutdown();
    }

    @Test
    void asksForAConfiguredNameOnceAndConnectsToWhatItMeantThen() {
        EgressGuard guard = new EgressGuard(
                Destinations.configured(List.of(target("http", "sso.internal")))
                        .withNames(host -> addresses(lookUps.getAndIncrement() == 0 ? "127.0.0.1" : PUBLIC)),
                LIMITS);
        assertThatThrownBy(() -> guard.send("GET", target("http", "sso.internal"), Map.of(), new byte[0]))
                .isInstanceOf(IOException.class);
        assertThat(connected).hasPositiveValue();
        assertThat(lookUps).hasValue(1);
        guard.shutdown();
    }

    @Test
    void givesUpInTimeWhenANameIsNotFound() {
        CountDownLatch found = new CountDownLatch(1);
        EgressGuard guard = new EgressGuard(
                Destinations.web(false).withNames(host -> {
                    awaitQuietly(found);
                    return addresses(PUBLIC);
                }),
                new EgressLimits(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(200)));
        refuse(guard, SocketTimeoutException.class);
        found.countDown();
        guard.shutdown();
    }

    private static void awaitQuietly(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        }
    }
}
