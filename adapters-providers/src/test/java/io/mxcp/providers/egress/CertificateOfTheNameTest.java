package io.mxcp.providers.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address is pinned, and yet it is the name that is asked for and that must be proved. */
class CertificateOfTheNameTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final EgressLimits PATIENT =
            new EgressLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private HttpsServer server;
    private EgressGuard guard;

    @BeforeEach
    void start() throws Exception {
        SSLContext tls = contextOf("right.example");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + session.getRequestedServerNames());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Destinations here = Destinations.configured(List.of(at("right.example"), at("wrong.example")))
                .withNames(host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        guard = new EgressGuard(new Connections(here, PATIENT.connect(), () -> tls), PATIENT);
    }

    @AfterEach
    void stop() {
        guard.shutdown();
        server.stop(0);
    }

    private URI at(String host) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort());
    }

    /** A key with a certificate of its own for this name, which is trusted, too. */
    private SSLContext contextOf(String name) throws Exception {
        Path file = folder.resolve("key.p12");
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD));
        Process made = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile())
                .start();
        assertThat(made.waitFor())
                .as(Files.readString(folder.resolve("keytool")))
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("trusted", store.getCertificate("key"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void asksTheAddressForTheName() throws Exception {
        assertThat(guard.send("GET", at("right.example").resolve("/"), Map.of(), new byte[0])
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith(at("right.example").getAuthority())
                .contains("value=right.example");
    }

    @Test
    void takesNoCertificateOfAnotherName() {
        assertThatThrownBy(() -> guard.send("GET", at("wrong.example").resolve("/"), Map.of(), new byte[0]))
                .isInstanceOf(SSLException.class);
        assertThat(asked).isEmpty();
    }
}
