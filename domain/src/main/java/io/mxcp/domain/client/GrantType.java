package io.mxcp.domain.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client asks for tokens (RFC 6749 §1.3, RFC 7591 §2); the wire name is the lower-case name of the constant. */
public enum GrantType {
    /** By the code that the person's browser brought (RFC 6749 §4.1). */
    AUTHORIZATION_CODE,
    /** By a refresh token (RFC 6749 §6). */
    REFRESH_TOKEN;

    /** The registered spelling. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The grant type of this registered spelling, if this server knows it. */
    public static Optional<GrantType> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
