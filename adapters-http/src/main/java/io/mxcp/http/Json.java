package io.mxcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Writes JSON objects. */
public final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}

    /** The UTF-8 text of an object whose values are texts, numbers, booleans, lists and maps of such. */
    public static byte[] bytes(Map<String, ?> object) {
        return GSON.toJson(object).getBytes(UTF_8);
    }

    /** Answers with an object that nobody may keep. */
    public static void write(HttpServletResponse response, int status, Map<String, ?> object) throws IOException {
        ResponseHeaders.noStore(response);
        write(response, status, bytes(object));
    }

    /** Answers with an object that was made before. */
    public static void write(HttpServletResponse response, int status, byte[] object) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(object.length);
        response.getOutputStream().write(object);
    }
}
