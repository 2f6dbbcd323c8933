package io.mxcp.application.authorize;

import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;

/** What goes back to the client's redirect URI: always with its own state, if it sent one, and our issuer (RFC 9207). */
public sealed interface AuthorizationResponse {
    /** Where it goes; this URI was registered. */
    RedirectUri redirectUri();

    /** The client's own state as it came. */
    Optional<Secret> state();

    /** Who answers. */
    Issuer issuer();

    /** RFC 6749 §4.1.2. */
    record Granted(RedirectUri redirectUri, Secret code, Optional<Secret> state, Issuer issuer)
            implements AuthorizationResponse {}

    /** RFC 6749 §4.1.2.1. The description is a fixed text of ours. */
    record Refused(RedirectUri redirectUri, ErrorCode error, String description, Optional<Secret> state, Issuer issuer)
            implements AuthorizationResponse {}
}
