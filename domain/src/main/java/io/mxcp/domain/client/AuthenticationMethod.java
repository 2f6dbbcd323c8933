package io.mxcp.domain.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client proves at the token endpoint who it is (RFC 7591 §2). */
public enum AuthenticationMethod {
    /** Not at all: a public client. */
    NONE,
    /** By its secret in the Authorization header (RFC 6749 §2.3.1). */
    CLIENT_SECRET_BASIC,
    /** By its secret in the body. */
    CLIENT_SECRET_POST;

    /** The registered spelling. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of this registered spelling, if this server knows it. */
    public static Optional<AuthenticationMethod> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName().equals(wireName))
                .findFirst();
    }
}
