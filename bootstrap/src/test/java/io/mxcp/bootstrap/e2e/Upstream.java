package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A sign-in provider that others wrote, on a free port of loopback: see {@code upstream.mjs}. */
final class Upstream implements AutoCloseable {
    private static final String CLIENT_ID = "mxcp-client";
    private static final String CLIENT_SECRET = "Up-mxcp-client-secret-52";

    private final NodeScript script;

    private Upstream(NodeScript script) {
        this.script = script;
    }

    /** Ready to sign people in for the server at {@code base}. */
    static Upstream start(String kind, int port, URI base, int accessTokenSeconds)
            throws IOException, InterruptedException {
        Upstream upstream = start(parameters(kind, port, base, accessTokenSeconds));
        upstream.script.awaitPause("ready");
        return upstream;
    }

    /** The one that does odd things, one after the other: {@link #awaitOddity}. */
    static Upstream odd(int port, URI base, List<String> oddities) throws IOException {
        JsonObject parameters = parameters("odd", port, base, 300);
        JsonArray names = new JsonArray();
        oddities.forEach(names::add);
        parameters.add("oddities", names);
        return start(parameters);
    }

    /** Returns when it does the next odd thing. */
    void awaitOddity(String name) throws IOException, InterruptedException {
        script.awaitPause(name);
    }

    /** Lets it go on to the next odd thing. */
    void goOn() throws IOException {
        script.goOn();
    }

    /** Its credentials, as a shell sets them for variables that begin so. */
    static String credentials(String prefix) {
        return prefix + "_CLIENT_ID=" + CLIENT_ID + " " + prefix + "_CLIENT_SECRET='" + CLIENT_SECRET + "'";
    }

    /** What the configuration needs of it. */
    static Map<String, String> variables(int port) {
        return Map.of("UPSTREAM", "http://localhost:" + port, "UPSTREAM_SECRET", CLIENT_SECRET);
    }

    @Override
    public void close() throws IOException {
        script.close();
    }

    private static Upstream start(JsonObject parameters) throws IOException {
        return new Upstream(NodeScript.start("upstream.mjs", parameters));
    }

    private static JsonObject parameters(String kind, int port, URI base, int accessTokenSeconds) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("kind", kind);
        parameters.addProperty("port", port);
        parameters.addProperty(
                "callback", base.resolve("/" + kind + "/callback").toString());
        parameters.addProperty("clientId", CLIENT_ID);
        parameters.addProperty("clientSecret", CLIENT_SECRET);
        parameters.addProperty("accessTokenSeconds", accessTokenSeconds);
        return parameters;
    }
}
