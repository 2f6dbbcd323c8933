package io.mxcp.domain.grant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

/** An S256 code challenge (RFC 7636 §4.2): base64url of a SHA-256 hash, 43 characters. {@code plain} does not exist here. */
public record CodeChallenge(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if it is not 43 characters of base64url
     */
    public CodeChallenge {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("code_challenge must be 43 characters of base64url (S256)");
        }
    }

    /** The challenge that this verifier meets. */
    public static CodeChallenge of(Secret verifier) {
        return new CodeChallenge(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretHash.of(verifier).bytes()));
    }

    /** Whether a text has the form of a code verifier (RFC 7636 §4.1): 43 to 128 unreserved characters. */
    public static boolean isVerifier(Secret text) {
        return VERIFIER.matcher(text.reveal()).matches();
    }

    /** Whether the verifier is the one behind this challenge; compares in constant time. */
    public boolean isMetBy(Secret verifier) {
        return MessageDigest.isEqual(of(verifier).value.getBytes(US_ASCII), value.getBytes(US_ASCII));
    }
}
