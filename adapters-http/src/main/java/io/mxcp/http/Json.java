package io.mxcp.http;

import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** JSON over HTTP: one write where the length is known. */
public final class Json {
    private Json() {}

    /** The UTF-8 text of an object whose values are texts, numbers, booleans, lists and maps of such. */
    public static byte[] bytes(Map<String, ?> object) {
        return JsonText.bytes(JsonValues.toJson(object));
    }

    /** Answers with an object that nobody may keep. */
    public static void write(HttpServletResponse response, int status, Map<String, ?> object) throws IOException {
        writeUnkept(response, status, bytes(object));
    }

    /** Answers with a document that was made before and that nobody may keep. */
    public static void writeUnkept(HttpServletResponse response, int status, byte[] document) throws IOException {
        ResponseHeaders.noStore(response);
        write(response, status, document);
    }

    /** Answers with a document that was made before. */
    public static void write(HttpServletResponse response, int status, byte[] document) throws IOException {
        begin(response, status);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    /** Status and type of a document that is still to be made. */
    public static void begin(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentType("application/json");
    }
}
