package io.mxcp.providers.google;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.Optional;

/**
 * How user info names a person.
 *
 * @param usernameClaim the member that is the username
 * @param emailClaim the member that is the e-mail address
 */
record Account(String usernameClaim, String emailClaim) {
    static final String EMAIL = "email";

    /** Whether nobody can come in without an address. */
    boolean needsEmail() {
        return usernameClaim.equals(EMAIL);
    }

    Optional<String> email(JsonMembers person) {
        return person.text(emailClaim);
    }

    /** Google vouches for the standard member only. The older user info says {@code verified_email}. */
    EmailVerification verification(JsonMembers person) {
        return emailClaim.equals(EMAIL) ? standard(person) : EmailVerification.UNKNOWN;
    }

    private static EmailVerification standard(JsonMembers person) {
        return person.flag("verified_email")
                .filter(old -> !person.has("email_verified"))
                .map(verified -> verified ? EmailVerification.VERIFIED : EmailVerification.UNVERIFIED)
                .orElseGet(() -> EmailClaims.verification(person));
    }

    /**
     * The username, once it is known to be there.
     *
     * @throws ProviderException if it is the address, and Google does not vouch for that; or if it is not there
     */
    String username(JsonMembers person) throws ProviderException {
        if (needsEmail() && standard(person) == EmailVerification.UNVERIFIED) {
            // whoever has not shown that the address is theirs must not pass for its owner
            throw Step.PROFILE.refused(
                    Policy.EMAIL_UNVERIFIED,
                    "Google does not vouch for the e-mail address, which is the username (username_claim)");
        }
        return person.text(usernameClaim)
                .orElseThrow(() -> Step.PROFILE.failed(
                        Failure.CLIENT_REFUSED,
                        "the claim for the username is not there: check username_claim and scope"));
    }
}
