package io.mxcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/8,11.0.0.1,false",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.200,true",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,::1,false",
        "fd00::/8,fd12:3456::1,true",
        "fd00::/8,fe80::1%eth0,false",
        "::1,[::1],true",
        "10.0.0.0/8,::ffff:10.0.0.1,true",
        "10.0.0.0/8,localhost,false"
    })
    void holdsTheAddressesOfItsRange(String network, String address, boolean inside) {
        assertThat(Network.parse(network).contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "cafe", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "300.0.0.1", "1"
            })
    void isNoName(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trustsTheMachineAndPrivateNetworksUnlessTold() {
        TrustedProxies near = new TrustedProxies(List.of());
        assertThat(List.of("127.0.0.1", "::1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "fd00::1"))
                .allMatch(near::trusts);
        assertThat(List.of("203.0.113.1", "2001:db8::1", "unknown", "")).noneMatch(near::trusts);
    }
}
