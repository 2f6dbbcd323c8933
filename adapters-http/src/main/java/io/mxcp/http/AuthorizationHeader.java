package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.secret.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one {@code Authorization} header of a request (RFC 9110 §11.6.2).
 *
 * @param scheme as it was spelled; compare with {@link #isScheme}
 * @param credentials what follows the scheme
 */
public record AuthorizationHeader(String scheme, Secret credentials) {
    private static final Pattern SYNTAX =
            Pattern.compile("([A-Za-z][A-Za-z0-9-]{0,31}) +([\\x21-\\x7E][\\x20-\\x7E]{0,4095})");

    /**
     * Reads the header, if there is one.
     *
     * @throws OAuthException {@code invalid_request} if there are several, or the one is no scheme with credentials
     */
    public static Optional<AuthorizationHeader> of(HttpServletRequest request) {
        List<String> all = Collections.list(request.getHeaders("Authorization"));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Matcher header = SYNTAX.matcher(all.get(0));
        if (all.size() > 1 || !header.matches()) {
            throw new OAuthException(
                    ErrorCode.INVALID_REQUEST,
                    "there must be one Authorization header: a scheme, a space, the credentials");
        }
        return Optional.of(new AuthorizationHeader(header.group(1), Secret.of(header.group(2))));
    }

    /** Whether it is of this scheme; letter case does not count. */
    public boolean isScheme(String name) {
        return scheme.equalsIgnoreCase(name);
    }
}
