package io.mxcp.application.authorize;

import io.mxcp.domain.grant.Issuer;
import java.net.URI;

/**
 * Our address at which the provider answers: one path for each provider, so that answers of two cannot be mixed up (RFC 9700 §4.4).
 *
 * @param path begins with a slash, {@code /<provider>/callback} unless configured
 */
public record CallbackAddress(String path) {
    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, or has more than a path
     */
    public CallbackAddress {
        if (!path.matches("/[A-Za-z0-9._~/-]+")) {
            throw new IllegalArgumentException(
                    "a callback path begins with / and has letters, digits and . _ ~ - / only");
        }
    }

    /** The full address under this name of ours. */
    public URI under(Issuer issuer) {
        return URI.create(issuer.url(path));
    }
}
