package io.mxcp.providers.scripted;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the four have in common: how a request is read, and a client's ordinary settings. */
final class Requests {
    private Requests() {}

    static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    static Map<String, String> settings(String base, ScriptedProvider.Paths paths) {
        Map<String, String> settings = new HashMap<>();
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        settings.put("auth_url", base + paths.authorization());
        settings.put("token_url", base + paths.token());
        return settings;
    }
}
