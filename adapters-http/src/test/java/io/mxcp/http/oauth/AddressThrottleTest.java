package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.fixture.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T37, T38. */
class AddressThrottleTest {
    private final TestClock clock = new TestClock();
    private final AddressThrottle throttle = new AddressThrottle(clock, AddressThrottle.REGISTRATIONS);

    @Test
    void letsAnAddressRegisterSixtyTimesAMinute() {
        exhaust("192.0.2.1");
        assertThatThrownBy(() -> throttle.take("192.0.2.1"))
                .isInstanceOf(OAuthException.class)
                .hasMessageContaining("too_many_requests");
        clock.advance(Duration.ofSeconds(1));
        throttle.take("192.0.2.1");
        assertThatThrownBy(() -> throttle.take("192.0.2.1")).isInstanceOf(OAuthException.class);
        clock.advance(Duration.ofMinutes(1));
        exhaust("192.0.2.1");
    }

    /** n8n PR #29429. */
    @Test
    void locksNobodyElseOut() {
        exhaust("192.0.2.1");
        assertThatCode(() -> throttle.take("192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void countsAllAddressesOfOneIpv6NetworkTogether() {
        exhaust("2001:db8:0:1:0:0:0:1");
        assertThatThrownBy(() -> throttle.take("2001:db8:0:1:a:b:c:d")).isInstanceOf(OAuthException.class);
        assertThatCode(() -> throttle.take("2001:db8:0:2:0:0:0:1")).doesNotThrowAnyException();
    }

    @Test
    void doesNotLockAnAddressOutWhenTheClockGoesBack() {
        throttle.take("192.0.2.1");
        clock.advance(Duration.ofDays(-1));
        assertThatCode(() -> throttle.take("192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void forgetsTheOldestOfTooManyAddresses() {
        exhaust("192.0.2.1");
        for (int i = 0; i < AddressThrottle.MAX_ADDRESSES; i++) {
            throttle.take("198.51." + i / 256 + "." + i % 256);
        }
        assertThatCode(() -> throttle.take("192.0.2.1")).doesNotThrowAnyException();
    }

    private void exhaust(String address) {
        for (int i = 0; i < AddressThrottle.REGISTRATIONS; i++) {
            throttle.take(address);
        }
    }
}
