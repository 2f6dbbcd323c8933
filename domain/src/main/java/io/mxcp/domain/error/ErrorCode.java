package io.mxcp.domain.error;

import java.util.Locale;

/** The OAuth error codes this server answers with; the wire name is the lower-case name of the constant. */
public enum ErrorCode {
    /** RFC 6749 §4.1.2.1: the person or a rule said no. */
    ACCESS_DENIED,
    /** RFC 6749 §5.2: client authentication failed. */
    INVALID_CLIENT,
    /** RFC 7591 §3.2.2: a registration value cannot be used. */
    INVALID_CLIENT_METADATA,
    /** RFC 6749 §5.2: the code or refresh token is not, or no longer, good. */
    INVALID_GRANT,
    /** RFC 7591 §3.2.2: a redirect URI cannot be used. */
    INVALID_REDIRECT_URI,
    /** RFC 6749 §4.1.2.1: a parameter is missing, repeated or malformed. */
    INVALID_REQUEST,
    /** RFC 6749 §4.1.2.1: a scope is unknown, malformed or exceeds what was granted. */
    INVALID_SCOPE,
    /** RFC 8707 §2: the resource is not one of ours. */
    INVALID_TARGET,
    /** RFC 6750 §3.1: the bearer token is unknown, expired or revoked. */
    INVALID_TOKEN,
    /** RFC 6750 §3.1: the bearer token lacks a scope. */
    INSUFFICIENT_SCOPE,
    /** RFC 6749 §4.1.2.1: an unexpected condition. */
    SERVER_ERROR,
    /** RFC 6749 §4.1.2.1: may work later. */
    TEMPORARILY_UNAVAILABLE,
    /** RFC 6749 §5.2: the client may not use this grant type. */
    UNAUTHORIZED_CLIENT,
    /** RFC 6749 §5.2: the grant type is unknown here. */
    UNSUPPORTED_GRANT_TYPE,
    /** RFC 6749 §4.1.2.1: the response type is unknown here. */
    UNSUPPORTED_RESPONSE_TYPE,
    /** RFC 6585 §4 (status 429), named like its JSON relatives: come back after a while. */
    TOO_MANY_REQUESTS;

    /** The registered spelling, such as {@code invalid_grant}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
