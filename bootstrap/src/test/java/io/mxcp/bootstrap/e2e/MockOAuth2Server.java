package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.bootstrap.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The OpenID provider mock-oauth2-server as a process of its own, with one issuer for each first part of a path. It signs with
 * ES256, gives each refresh token once, and shows a form that takes any name, and claims that the tokens are to hold.
 */
final class MockOAuth2Server implements AutoCloseable {
    private static final Path POM = Path.of("src", "test", "mock-oauth2-server", "pom.xml");
    private static final Duration START = Duration.ofMinutes(2);
    private static final String CLIENT_SECRET = "Mo-mxcp-client-secret-28";

    private final OwnProcess process;
    private final int port;

    private MockOAuth2Server(OwnProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param issuers those that do not do as the others do: see {@link #issuer(String, int, JsonObject, String)} */
    static MockOAuth2Server start(Path folder, List<JsonObject> issuers) throws IOException, InterruptedException {
        int port = FreePort.find();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                libraries().resolve("*").toString(),
                "no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt");
        command.environment()
                .putAll(Map.of(
                        "SERVER_HOSTNAME", "127.0.0.1",
                        "SERVER_PORT", Integer.toString(port),
                        "JSON_CONFIG", configuration(issuers).toString()));
        Path log = Files.createDirectories(folder).resolve("mock-oauth2-server.log");
        MockOAuth2Server server = new MockOAuth2Server(OwnProcess.start(command, log), port);
        server.process.awaitReady(URI.create("http://localhost:" + port + "/isalive"), START);
        return server;
    }

    /**
     * An issuer that is not as the others.
     *
     * @param claims of all its tokens, if the person types no others; null for none where there usually is one
     * @param type in the header of all its tokens
     */
    static JsonObject issuer(String name, int tokenSeconds, JsonObject claims, String type) {
        JsonObject tokens = new JsonObject();
        tokens.addProperty("requestParam", "grant_type");
        tokens.addProperty("match", "*");
        tokens.add("claims", claims);
        tokens.addProperty("typeHeader", type);
        JsonArray mappings = new JsonArray();
        mappings.add(tokens);
        JsonObject issuer = new JsonObject();
        issuer.addProperty("issuerId", name);
        issuer.addProperty("tokenExpiry", tokenSeconds);
        issuer.add("requestMappings", mappings);
        return issuer;
    }

    String issuer(String name) {
        return "http://localhost:" + port + "/" + name;
    }

    /** What the configuration needs of an issuer. */
    Map<String, String> variables(String issuer) {
        return Map.of("UPSTREAM", issuer(issuer), "UPSTREAM_SECRET", CLIENT_SECRET);
    }

    @Override
    public void close() {
        process.close();
    }

    private static JsonObject configuration(List<JsonObject> issuers) {
        JsonObject keys = new JsonObject();
        keys.addProperty("algorithm", "ES256");
        JsonObject tokens = new JsonObject();
        tokens.add("keyProvider", keys);
        JsonArray callbacks = new JsonArray();
        issuers.forEach(callbacks::add);
        JsonObject configuration = new JsonObject();
        configuration.addProperty("httpServer", "NettyWrapper");
        configuration.addProperty("interactiveLogin", true);
        configuration.addProperty("rotateRefreshToken", true);
        configuration.add("tokenProvider", tokens);
        configuration.add("tokenCallbacks", callbacks);
        return configuration;
    }

    private static Path libraries() throws IOException, InterruptedException {
        String contents = UUID.nameUUIDFromBytes(Files.readAllBytes(POM)).toString();
        return MachineCache.folder("mock-oauth2-server-" + contents, MockOAuth2Server::copyLibraries);
    }

    private static void copyLibraries(Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile("mock-oauth2-server", ".log");
        ProcessBuilder command = new ProcessBuilder(
                "mvn",
                "-B",
                "-ntp",
                "-f",
                POM.toString(),
                "dependency:copy-dependencies",
                "-DoutputDirectory=" + folder.toAbsolutePath());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (maven.waitFor() != 0) {
            throw new IOException("Maven does not get the jars of " + POM + ":\n" + Files.readString(log));
        }
        Files.delete(log);
    }
}
