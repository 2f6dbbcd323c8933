package io.mxcp.bootstrap.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.doctor.Finding.Level;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.providers.egress.EgressLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor tells of providers that are well, and of those that are not. */
class DoctorTest {
    private static final String SECRET = "s3cr3t-of-ours";
    private static final List<ProviderFactory> FACTORIES = ServiceLoader.load(ProviderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    @TempDir
    Path root;

    private HttpServer server;
    private volatile int status = 400;
    private volatile String answer = "{\"error\":\"invalid_grant\"}";
    private InstantSource clock = Clock.systemUTC();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean token = exchange.getRequestURI().getPath().endsWith("/token");
        byte[] body = (token ? answer : "").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(token ? status : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void isContentWithAProviderThatRefusesTheCodeOnly() throws IOException {
        List<Finding> findings = examine(keycloak(base()));
        assertThat(findings).allMatch(finding -> finding.level() == Level.OK).hasSize(6);
        assertThat(texts(findings))
                .contains(
                        "callback: to be registered at the provider, exactly: http://localhost:8000/keycloak/callback")
                .contains("token endpoint: it accepts client_id and client_secret")
                .anyMatch(text -> text.startsWith("clock: the same as at"));
    }

    @Test
    void tellsAWrongSecret() throws IOException {
        status = 401;
        answer = "{\"error\":\"unauthorized_client\"}";
        assertThat(problems(examine(keycloak(base()))))
                .singleElement()
                .asString()
                .startsWith("token endpoint: code exchange: unauthorized_client (HTTP 401)")
                .contains("check client_secret");
    }

    @Test
    void tellsARealmThatDoesNotExist() throws IOException {
        status = 404;
        answer = "{\"error\":\"Realm does not exist\"}";
        assertThat(problems(examine(keycloak(base()))))
                .singleElement()
                .asString()
                .contains("token endpoint: ")
                .contains("realm");
    }

    @Test
    void tellsAServerThatIsNotThere() throws IOException {
        String base = base();
        server.stop(0);
        assertThat(problems(examine(keycloak(base))))
                .hasSize(2)
                .anyMatch(text -> text.startsWith("server " + base + ": nobody listens there"))
                .anyMatch(text -> text.contains("the provider cannot be reached"));
    }

    @Test
    void tellsAHostNameThatIsNotKnown() throws IOException {
        assertThat(problems(examine(keycloak("https://no-such-host.invalid"))))
                .anyMatch(text -> text.startsWith("server https://no-such-host.invalid: its host name is not known"));
    }

    @Test
    void tellsClocksThatDiffer() throws IOException {
        clock = InstantSource.system();
        InstantSource late = () -> clock.instant().minus(Duration.ofMinutes(5));
        assertThat(problems(examine(keycloak(base()), late)))
                .singleElement()
                .asString()
                .matches("clock: this machine is (299|300|301) s behind 127.0.0.1");
    }

    @Test
    void tellsMissingMetadataAndAsksNoFurther() throws IOException {
        List<Finding> findings = examine(
                "provider: oidc\noidc: {client_id: a, client_secret: " + SECRET + ", issuer: '" + base() + "'}");
        assertThat(problems(findings)).singleElement().asString().startsWith("discovery: ");
        assertThat(texts(findings)).noneMatch(text -> text.startsWith("token endpoint"));
    }

    @Test
    void warnsWhereNobodyHasToSignIn() throws IOException {
        assertThat(examine("provider: none")).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.text()).contains("open to everybody");
        });
    }

    @Test
    void warnsOfACallbackThatProvidersRefuse() throws IOException {
        ProjectFolder folder = ProjectFolder.in(root).auth(keycloak(base()));
        folder.file(
                "home/.mxcp/config.yml",
                "transport: {http: {base_url: 'http://data.example.com'}}\n"
                        + java.nio.file.Files.readString(folder.path("home/.mxcp/config.yml")));
        assertThat(examine(folder, clock))
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.text()).endsWith("http://data.example.com/keycloak/callback");
                    assertThat(finding.advice().orElseThrow()).contains("https");
                });
    }

    @Test
    void printsNoSecret() throws IOException {
        for (int each : new int[] {200, 400, 401, 500}) {
            status = each;
            answer = "{\"error\":\"" + SECRET + "\"}";
            assertThat(examine(keycloak(base())).toString()).doesNotContain(SECRET);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String keycloak(String base) {
        return "provider: keycloak\nkeycloak: {client_id: a, client_secret: " + SECRET + ", realm: staff, server_url: '"
                + base + "'}";
    }

    private List<Finding> examine(String auth) throws IOException {
        return examine(auth, clock);
    }

    private List<Finding> examine(String auth, InstantSource time) throws IOException {
        return examine(ProjectFolder.in(root).auth(auth), time);
    }

    private static List<Finding> examine(ProjectFolder folder, InstantSource time) {
        Optional<io.mxcp.bootstrap.config.Configuration> read = folder.read(FACTORIES);
        return new Doctor(time, EgressLimits.STANDARD).examine(read.orElseThrow());
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.check() + ": " + finding.text())
                .toList();
    }

    private static List<String> problems(List<Finding> findings) {
        return texts(findings.stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .toList());
    }
}
