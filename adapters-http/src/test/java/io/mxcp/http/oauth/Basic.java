package io.mxcp.http.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;

/** A client's {@code Authorization} header (RFC 6749 §2.3.1). */
final class Basic {
    private Basic() {}

    static String of(String id, String secret) {
        return ofPair(URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8));
    }

    static String ofPair(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1));
    }
}
