package io.mxcp.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a request says of its body. */
public final class MediaType {
    private MediaType() {}

    /**
     * The one {@code Content-Type} as it was sent, empty if there is none or more than one. Not the container's view of it: that looks
     * the charset up, and fails for one it does not know.
     */
    public static String of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders("Content-Type"));
        return sent.size() == 1 ? sent.get(0) : "";
    }

    /** Whether the body is declared to be of this type, in UTF-8 if a charset is named. */
    public static boolean is(HttpServletRequest request, String mediaType) {
        String sent = of(request);
        return sent.equals(mediaType) || isUtf8Of(sent, mediaType);
    }

    private static boolean isUtf8Of(String sent, String mediaType) {
        String[] parts = sent.toLowerCase(Locale.ROOT).split(";", -1);
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        return utf8 && parts[0].strip().equals(mediaType);
    }
}
