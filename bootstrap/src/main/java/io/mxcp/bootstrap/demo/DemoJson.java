package io.mxcp.bootstrap.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Writes the demo provider's answers. */
final class DemoJson {
    private static final Gson GSON = new Gson();

    private DemoJson() {}

    static void write(HttpServletResponse response, Map<String, ?> members) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(GSON.toJson(members).getBytes(UTF_8));
    }
}
