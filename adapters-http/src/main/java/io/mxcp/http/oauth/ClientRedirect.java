package io.mxcp.http.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.application.authorize.AuthorizationResponse;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.FormEncoding;
import io.mxcp.http.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Sends the browser back to the client with the answer in the query of its redirect URI (RFC 6749 §4.1.2, RFC 9207 §2). */
final class ClientRedirect {
    private static final Set<String> OURS = Set.of("code", "state", "iss", "error", "error_description", "error_uri");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private ClientRedirect() {}

    /** Redirects by 303: no browser repeats a form there (RFC 9700 §4.12). */
    static void send(HttpServletRequest request, HttpServletResponse response, AuthorizationResponse answer) {
        RequestLog.redirect(request, answer.redirectUri().displayHost());
        if (answer instanceof AuthorizationResponse.Refused refused) {
            RequestLog.refused(request, refused.error(), refused.description());
        } else {
            RequestLog.went(request, "sent back with a code");
        }
        to(response, location(answer));
    }

    /** Redirects to an address as it is spelled. */
    static void to(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }

    /**
     * The redirect URI, to the byte, with our parameters behind those of its own query. Where those have one of our names, only ours
     * stays: a client that looks for {@code iss} must find the true one, once (T5).
     */
    static String location(AuthorizationResponse answer) {
        String uri = answer.redirectUri().value();
        int question = uri.indexOf('?');
        StringJoiner query = new StringJoiner("&");
        if (question >= 0) {
            Arrays.stream(uri.substring(question + 1).split("&", -1))
                    .filter(pair -> !pair.isEmpty() && !isOurs(pair))
                    .forEach(query::add);
        }
        parameters(answer).forEach((name, value) -> query.add(name + "=" + encode(value)));
        return (question < 0 ? uri : uri.substring(0, question)) + "?" + query;
    }

    private static Map<String, String> parameters(AuthorizationResponse answer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (answer instanceof AuthorizationResponse.Granted granted) {
            parameters.put("code", granted.code().reveal());
        } else if (answer instanceof AuthorizationResponse.Refused refused) {
            parameters.put("error", refused.error().wireName());
            parameters.put("error_description", refused.description());
        }
        answer.state().map(Secret::reveal).ifPresent(state -> parameters.put("state", state));
        parameters.put("iss", answer.issuer().value());
        return parameters;
    }

    private static boolean isOurs(String pair) {
        int equals = pair.indexOf('=');
        try {
            return OURS.contains(FormEncoding.decode(equals < 0 ? pair : pair.substring(0, equals)));
        } catch (OAuthException unreadable) {
            // not form-encoded, so not a name of ours to any reader
            return false;
        }
    }

    /** Everything but unreserved characters (RFC 3986 §2.3) is escaped: no value can end a parameter, a query or a header. */
    private static String encode(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (byte b : value.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return text.toString();
    }
}
