package io.mxcp.http.oauth;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.http.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down an address that makes the server keep something again and again without anybody being signed in (T37, T38): so many at
 * once, and as many more in each minute. Generous, since all users of a hosted client share its address. Remembers the last
 * {@value #MAX_ADDRESSES} addresses. Safe for use by many threads.
 */
final class AddressThrottle {
    /** Registrations: each is kept for days. */
    static final int REGISTRATIONS = 60;

    /** Authorization requests: each is kept for minutes. */
    static final int AUTHORIZATION_REQUESTS = 600;

    static final int MAX_ADDRESSES = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final long millisEach;
    private final Map<String, Level> levels = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    AddressThrottle(InstantSource clock, int perMinute) {
        this.clock = clock;
        this.millisEach = MINUTE / perMinute;
    }

    /** How much was taken, in milliseconds that have to pass until it is forgotten. */
    private record Level(long millis, Instant at) {
        Level at(Instant now) {
            long passed = Math.max(0, Duration.between(at, now).toMillis());
            return new Level(Math.max(0, millis - passed), now);
        }
    }

    /**
     * Counts one request.
     *
     * @throws OAuthException {@code too_many_requests} if the address has to wait
     */
    synchronized void take(String address) {
        Instant now = clock.instant();
        Level level =
                levels.getOrDefault(neighbourhood(address), new Level(0, now)).at(now);
        if (level.millis() + millisEach > MINUTE) {
            throw new OAuthException(
                    ErrorCode.TOO_MANY_REQUESTS, "too many requests from this address; try again in a minute");
        }
        levels.put(neighbourhood(address), new Level(level.millis() + millisEach, now));
    }

    private static String neighbourhood(String address) {
        return Network.address(address).map(Network::holder).orElse(address);
    }
}
