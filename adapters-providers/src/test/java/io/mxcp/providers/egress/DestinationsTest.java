package io.mxcp.providers.egress;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private final Destinations destinations = Destinations.configured(
            List.of(URI.create("http://127.0.0.1:8080/auth"), URI.create("https://sso.internal")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/realms/acme",
                "https://SSO.internal/x",
                "https://sso.internal:443/x",
                "https://1.1.1.1/keys"
            })
    void letsThroughWhatIsConfiguredOrPublic(String address) {
        assertThatCode(() -> destinations.check(URI.create(address))).doesNotThrowAnyException();
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
        assertThatThrownBy(() -> destinations.check(URI.create(address)))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining(address);
    }
}
