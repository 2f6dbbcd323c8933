package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.application.authorize.CallbackAddress;
import io.mxcp.bootstrap.FreePort;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.pages.Block;
import io.mxcp.bootstrap.pages.Pages;
import io.mxcp.bootstrap.pages.Use;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The Java of the pages compiles without a warning and does what it is for: the host signs a person in, the provider of
 * {@code docs/embedding.md} keeps the contracts, and what is to be written into other files fits what this build makes.
 */
final class EmbeddingIT {
    private static final ScriptedProvider.Paths KEYCLOAK = new ScriptedProvider.Paths(
            "/realms/staff",
            "/realms/staff/protocol/openid-connect/auth",
            "/realms/staff/protocol/openid-connect/token",
            "/realms/staff/protocol/openid-connect/userinfo",
            "/realms/staff/protocol/openid-connect/certs",
            "/realms/staff/protocol/openid-connect/revoke");
    private static final Path EXAMPLE = Pages.ROOT.resolve("docs/example-provider");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern PROVIDER = Pattern.compile("(?m)^  provider: (\\w+)$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern COORDINATE = Pattern.compile("<(groupId|artifactId|version|type)>([^<]+)<");
    private static final Duration START = Duration.ofMinutes(1);

    /** What the fragment of README takes for granted. */
    private static final String AROUND_A_FRAGMENT = """
            import io.mxcp.application.AuthorizationServer;
            import io.mxcp.application.authorize.CallbackAddress;
            import io.mxcp.domain.client.Client;
            import io.mxcp.domain.grant.Issuer;
            import io.mxcp.domain.provider.*;
            import io.mxcp.domain.query.AuthenticatedUser;
            import io.mxcp.domain.scope.*;
            import io.mxcp.domain.secret.Secret;
            import io.mxcp.http.PublicAddress;
            import io.mxcp.http.oauth.AuthRoutes;
            import io.mxcp.providers.keycloak.KeycloakFactory;
            import java.time.Clock;
            import java.util.List;
            import org.eclipse.jetty.ee11.servlet.*;

            public final class Fragment {
                private Fragment() {}

                public static AuthenticatedUser join(
                        ProviderSettings settings, Clock clock, List<Client> configuredClients, CallbackAddress callback,
                        ServletContextHandler context, Secret bearerToken, Issuer issuer) throws Exception {
                    %s
                    return user;
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    private static int port;

    private static Path classes() {
        return folder.resolve("classes");
    }

    /** Everything at once, as in one project: parts that the page shows apart use each other. */
    @BeforeAll
    static void compile() throws IOException {
        port = FreePort.find();
        Path sources = folder.resolve("sources");
        for (Block block : Pages.blocks(Use.JAVA)) {
            String text = block.find(TYPE).isPresent() ? block.text() : AROUND_A_FRAGMENT.formatted(block.text());
            write(sources, placed(text));
        }
        String contract =
                Files.readString(EXAMPLE.resolve("src/test/java/com/example/mxcp/LighthouseGatewayTest.java"));
        write(
                sources,
                contract.replace("example.mxcp", "example.company")
                        .replace("Lighthouse", "Company")
                        .replace(",\n                \"scope\", \"profile email\"", "")
                        .replace("return ScriptedProvider.start(PATHS, clock);", """
                                ScriptedProvider provider = ScriptedProvider.start(PATHS, clock);
                                provider.profileMember("login", "\\"ann\\"");
                                return provider;
                                """));
        Files.createDirectories(classes());
        ExampleProvider.compile(sources, classes(), System.getProperty("java.class.path"));
    }

    @Test
    void startsTheHostWhichSignsAPersonIn() throws IOException, InterruptedException {
        try (ScriptedProvider keycloak = ScriptedProvider.start(KEYCLOAK, InstantSource.system());
                OwnProcess host = start(keycloak)) {
            URI base = URI.create("http://localhost:" + port);
            host.awaitReady(base.resolve("/.well-known/oauth-authorization-server"), START);
            keycloak.register(base.resolve("/keycloak/callback"));

            HttpResponse<String> stranger = get(base.resolve("/mcp"), Optional.empty());
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains(base + "/.well-known/oauth-protected-resource/mcp");

            ScriptedClient client = ScriptedClient.register(base, "");
            String token = ScriptedClient.json(client.redeem(ExampleProviderIT.signIn(client)))
                    .get("access_token")
                    .getAsString();
            assertThat(get(base.resolve("/mcp"), Optional.of(token)).body()).isEqualToIgnoringNewLines("Hello ann");
        }
    }

    @Test
    void runsTheFragmentOfReadmeUpToATokenThatNobodyHas() throws IOException, ReflectiveOperationException {
        ServletContextHandler context = new ServletContextHandler();
        try (URLClassLoader loader = loader(List.of(classes()))) {
            Method join = List.of(loader.loadClass("Fragment").getMethods()).stream()
                    .filter(method -> method.getName().equals("join"))
                    .findFirst()
                    .orElseThrow();
            ProviderSettings settings = ProviderSettings.of(Map.of(
                    "client_id", "mxcp", "client_secret", "s", "realm", "staff", "server_url", "http://localhost:1"));
            CallbackAddress callback = new CallbackAddress("/keycloak/callback");
            Issuer issuer = new Issuer("https://data.example");
            Secret nobodys = Secret.of("A".repeat(43));

            assertThatThrownBy(() -> join.invoke(
                            null, settings, Clock.systemUTC(), List.of(), callback, context, nobodys, issuer))
                    .hasCauseInstanceOf(OAuthException.class);
        }
        assertThat(context.getServletHandler().getServletMappings())
                .as("routes, all joined before the token is asked for")
                .hasSizeGreaterThan(5);
    }

    @Test
    void keepsTheContractsInEachTestAndProviderOfThePage() throws IOException {
        TestExecutionSummary tests =
                ExampleProvider.test(List.of(classes()), "OurTokensTest", "com.example.company.CompanyGatewayTest");

        assertThat(tests.getFailures()).isEmpty();
        assertThat(tests.getTestsSucceededCount()).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void readsTheSettingsOfAProviderOfOnesOwn(Block shown, @TempDir Path root)
            throws IOException, ReflectiveOperationException {
        Files.createDirectories(root.resolve("home/.mxcp"));
        Files.writeString(
                root.resolve("home/.mxcp/config.yml"),
                "projects:\n  my_project:\n    profiles:\n      dev:\n"
                        + shown.text().indent(8));
        Files.writeString(root.resolve("mxcp-site.yml"), "project: my_project\nprofile: dev\n");
        Map<String, String> variables = VARIABLE.matcher(shown.text())
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> "invented"));
        Problems problems = new Problems();
        Path example = ExampleProvider.compile(root.resolve("example")).classes();
        try (URLClassLoader loader = loader(List.of(classes(), example))) {
            List<ProviderFactory> known = List.of(
                    factory(loader, "com.example.company.CompanyFactory"),
                    factory(loader, "com.example.mxcp.LighthouseFactory"));
            Surroundings surroundings = new Surroundings(root, root.resolve("home"), variables, Clock.systemUTC());
            Optional<AuthConfig> auth = Configuration.read(surroundings, Overrides.NONE, known, problems)
                    .flatMap(Configuration::auth);

            assertThat(problems.errors()).isEmpty();
            assertThat(auth.orElseThrow().provider().id().value())
                    .isEqualTo(shown.find(PROVIDER).orElseThrow());
        }
    }

    static List<Block> plugins() {
        return Pages.blocks(Use.PLUGIN);
    }

    @Test
    void namesArtifactsThatThisBuildMakes() throws IOException {
        List<Block> shown = Pages.blocks(Use.DEPENDENCY);
        assertThat(shown)
                .allSatisfy(block ->
                        assertThat(isBuilt(block.text())).as(block.toString()).isTrue());

        String pom = Files.readString(EXAMPLE.resolve("pom.xml"));
        String ours = Files.readString(Pages.ROOT.resolve("pom.xml"));
        assertThat(pom).contains("<mxcp.version>" + version() + "</mxcp.version>");
        for (String library : List.of("junit", "assertj", "gson")) {
            String used = find(Pattern.compile("<" + library + ".version>([^<]+)<"), ours);
            assertThat(pom).as(library).contains(">" + used + "<");
        }
    }

    private static boolean isBuilt(String dependency) throws IOException {
        Map<String, String> at = new HashMap<>();
        COORDINATE.matcher(dependency).results().forEach(part -> at.put(part.group(1), part.group(2)));
        String module = at.getOrDefault("artifactId", "").replaceFirst("^mxcp-", "");
        String suffix = "test-jar".equals(at.get("type")) ? "-tests.jar" : ".jar";
        Path jar = Pages.ROOT.resolve(module + "/target/" + at.get("artifactId") + "-" + at.get("version") + suffix);
        return "io.mxcp".equals(at.get("groupId")) && version().equals(at.get("version")) && Files.exists(jar);
    }

    private static String version() throws IOException {
        return find(
                Pattern.compile("<artifactId>mxcp-parent</artifactId>\\s+<version>([^<]+)<"),
                Files.readString(Pages.ROOT.resolve("pom.xml")));
    }

    private static String find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow();
    }

    private static ProviderFactory factory(ClassLoader loader, String name) throws ReflectiveOperationException {
        return (ProviderFactory) loader.loadClass(name).getConstructor().newInstance();
    }

    private static URLClassLoader loader(List<Path> folders) throws IOException {
        List<URL> places = new ArrayList<>();
        for (Path place : folders) {
            places.add(place.toUri().toURL());
        }
        return new URLClassLoader(places.toArray(URL[]::new), EmbeddingIT.class.getClassLoader());
    }

    /** A port that is free here, and a provider on this machine that {@link #start} tells. */
    private static String placed(String text) {
        return text.replace("8080", Integer.toString(port))
                .replace("\"https://sso.example.com\"", "System.getProperty(\"sso\")")
                .replace("\"client_id\", \"mxcp\"", "\"client_id\", \"" + ScriptedProvider.CLIENT_ID + "\"");
    }

    private static OwnProcess start(ScriptedProvider keycloak) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsso=" + keycloak.base(),
                "-cp",
                classes() + ":" + System.getProperty("java.class.path"),
                "Host");
        command.environment().put("KEYCLOAK_CLIENT_SECRET", ScriptedProvider.CLIENT_SECRET.reveal());
        return OwnProcess.start(command, folder.resolve("host.log"));
    }

    private static HttpResponse<String> get(URI address, Optional<String> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void write(Path sources, String text) throws IOException {
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).as(text).isTrue();
        String folders = PACKAGE.matcher(text)
                .results()
                .findFirst()
                .map(found -> found.group(1).replace('.', '/') + "/")
                .orElse("");
        Path file = sources.resolve(folders + type.group(1) + ".java");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
