package io.mxcp.providers.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final Names SYSTEM = InetAddress::getAllByName;
    private static final InetAddress PUBLIC = address("1.1.1.1");
    private static final InetAddress INNER = address("10.0.0.1");

    private final Destinations destinations = Destinations.configured(
                    List.of(URI.create("http://127.0.0.1:8080/auth"), URI.create("https://sso.internal")))
            .withNames(host ->
                    host.equalsIgnoreCase("sso.internal") ? new InetAddress[] {INNER} : SYSTEM.addressesOf(host));

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/realms/acme",
                "https://SSO.internal/x",
                "https://sso.internal:443/x",
                "https://1.1.1.1/keys"
            })
    void letsThroughWhatIsConfiguredOrPublic(String address) throws IOException {
        assertThat(destinations.addressesOf(URI.create(address))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8081/",
                "https://127.0.0.1:8080/",
                "http://sso.internal/",
                "http://1.1.1.1/keys",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://2130706433/",
                "https://localhost/",
                "https://user@sso.internal/",
                "file:///etc/passwd",
                "https:/x"
            })
    void keepsOutWhatAProviderMayNotName(String address) {
        assertThatThrownBy(() -> destinations.addressesOf(URI.create(address)))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining(address);
    }

    @Test
    void keepsOutANameOfWhichOneAddressIsAnInnerOne() {
        Destinations web = Destinations.web(false).withNames(host -> new InetAddress[] {PUBLIC, INNER});
        assertThatThrownBy(() -> web.addressesOf(URI.create("https://mixed.example/")))
                .isInstanceOf(RefusedDestinationException.class);
    }

    @Test
    void takesPlainHttpToThisMachineAlone() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        URI plain = URI.create("http://name.example/");
        Destinations inner = Destinations.web(true);
        assertThat(inner.withNames(host -> new InetAddress[] {loopback}).addressesOf(plain))
                .containsExactly(loopback);
        assertThatThrownBy(() -> inner.withNames(host -> new InetAddress[] {loopback, INNER})
                        .addressesOf(plain))
                .isInstanceOf(RefusedDestinationException.class);
    }
}
