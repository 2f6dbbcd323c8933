package io.mxcp.providers.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the setting {@code authorize_params}: a form ({@code prompt=login&acr_values=high}), as it stands in an address. */
public final class AuthorizeParameters {
    /** What the sign-in itself sends, and what would change the form of the request or of the answer. */
    private static final Set<String> RESERVED = Set.of(
            "response_type",
            "response_mode",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "audience",
            "request",
            "request_uri");

    private AuthorizeParameters() {}

    /**
     * The parameters by name.
     *
     * @throws IllegalArgumentException if the text is no such list, or holds a reserved or repeated name
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                add(parameters, pair);
            }
        }
        return parameters;
    }

    private static void add(Map<String, String> parameters, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1 || pair.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "authorize_params must be name=value pairs with & between, percent-encoded");
        }
        String name = decoded(pair.substring(0, equals));
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("authorize_params must not hold " + name);
        }
        if (parameters.put(name, decoded(pair.substring(equals + 1))) != null) {
            throw new IllegalArgumentException("authorize_params holds a name twice");
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("authorize_params must be percent-encoded", malformed);
        }
    }
}
