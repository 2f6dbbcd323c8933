package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.wire.JsonMembers;

/** Reads what a profile says of its e-mail address (OpenID Connect Core 1.0 §5.1). */
public final class EmailClaims {
    private EmailClaims() {}

    /** Verified only where the provider says so by a JSON {@code true}; unknown where there is no address or no word. */
    public static EmailVerification verification(JsonMembers person) {
        if (person.text("email").isEmpty()) {
            return EmailVerification.UNKNOWN;
        }
        return person.flag("email_verified")
                .map(verified -> verified ? EmailVerification.VERIFIED : EmailVerification.UNVERIFIED)
                .orElse(EmailVerification.UNKNOWN);
    }
}
