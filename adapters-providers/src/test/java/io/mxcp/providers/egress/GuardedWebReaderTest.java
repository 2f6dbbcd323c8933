package io.mxcp.providers.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.contract.WebReaderContract;
import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebException.Reason;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.scripted.EgressThreads;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardedWebReaderTest extends WebReaderContract {
    @Override
    protected WebReader readerOfLoopback() {
        return new GuardedWebReader(true);
    }

    @Override
    protected WebReader reader() {
        return new GuardedWebReader(false);
    }

    private static WebException failure(String address, Map<String, Secret> headers) {
        WebRequest request = new WebRequest(URI.create(address), headers, Duration.ofSeconds(5), 100);
        return assertThatExceptionOfType(WebException.class)
                .isThrownBy(() -> new GuardedWebReader(true).read(request, OutputStream.nullOutputStream()))
                .actual();
    }

    @Test
    void sendsNoHeaderThatWouldEndEarly() {
        assertThat(failure("https://127.0.0.1:9/", Map.of("X", Secret.of("a\r\nHost: evil.example")))
                        .reason())
                .isEqualTo(Reason.REFUSED);
        assertThat(failure("https://127.0.0.1:9/", Map.of("Content-Length", Secret.of("5")))
                        .reason())
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void sendsNoPasswordOfTheAddress() {
        assertThat(failure("https://user:secret@127.0.0.1:9/", Map.of()))
                .hasMessageNotContaining("secret")
                .extracting(WebException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void leavesNoThreadOnceItIsClosed() throws InterruptedException {
        EgressThreads threads = new EgressThreads();
        WebRequest request = new WebRequest(URI.create("http://127.0.0.1:9/"), Map.of(), Duration.ofSeconds(5), 100);
        try (GuardedWebReader reader = new GuardedWebReader(true)) {
            assertThatExceptionOfType(WebException.class)
                    .isThrownBy(() -> reader.read(request, OutputStream.nullOutputStream()));
            assertThat(threads.started()).isNotEmpty();
        }
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void saysThatANameIsNotKnown() {
        assertThat(failure("https://no-such-host.invalid/", Map.of()))
                .hasMessageContaining("not known")
                .extracting(WebException::reason)
                .isEqualTo(Reason.UNREACHABLE);
    }
}
