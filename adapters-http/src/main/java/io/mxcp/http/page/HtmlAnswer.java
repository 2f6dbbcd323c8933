package io.mxcp.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.http.ResponseHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a page, and the headers that keep it to itself. */
public final class HtmlAnswer {
    // no form-action: Chromium applies it to the redirects after the form as well, and would cancel the last one (T18)
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src '" + Style.HASH + "'; frame-ancestors 'none'; base-uri 'none'";

    private HtmlAnswer() {}

    /** For whatever a person's browser gets from us, redirects included: not kept, not framed, not told to others (T12, T17, T18). */
    public static void protect(HttpServletResponse response) {
        ResponseHeaders.noStore(response);
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    /** Answers with a page. */
    public static void write(HttpServletResponse response, int status, String html) throws IOException {
        byte[] bytes = html.getBytes(UTF_8);
        protect(response);
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
