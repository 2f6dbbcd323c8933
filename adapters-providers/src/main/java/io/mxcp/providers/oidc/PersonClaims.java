package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which claims make up a person. User info beats the ID token where both tell.
 *
 * <p>Without {@code username_claim} the username is the e-mail address if the provider vouches for it, else the subject. It
 * is never a name that people may choose: one could choose another's (OpenID Connect Core 1.0 §5.7, T22).
 *
 * @param username what the operator says nobody can share; absent: see above
 * @param email holds the e-mail address
 * @param groups holds a list of groups, or one
 */
record PersonClaims(Optional<ClaimPath> username, ClaimPath email, ClaimPath groups) {
    private static final ClaimPath STANDARD_EMAIL = new ClaimPath("email");
    private static final ClaimPath NAME = new ClaimPath("name");
    private static final ClaimPath PREFERRED_USERNAME = new ClaimPath("preferred_username");

    /** What must be kept of the ID token, since some providers tell it in no other place. */
    List<ClaimPath> kept() {
        return Stream.concat(username.stream(), Stream.of(email, groups, NAME, PREFERRED_USERNAME))
                .distinct()
                .toList();
    }

    /** The person that user info and the kept claims of the ID token describe. */
    Person of(JsonMembers userInfo, ProviderTokens tokens) {
        return new Person(this, userInfo, tokens);
    }

    /** One person's claims. */
    record Person(PersonClaims claims, JsonMembers userInfo, ProviderTokens tokens) {
        String subject() {
            return tokens.facts().getOrDefault(OidcSignIn.SUBJECT_FACT, "");
        }

        Optional<String> text(String claim) {
            return one(new ClaimPath(claim));
        }

        String username() throws ProviderException {
            if (claims.username().isPresent()) {
                return chosen(claims.username().get());
            }
            return email().filter(address -> emailVerification() == EmailVerification.VERIFIED)
                    .orElseGet(this::subject);
        }

        private String chosen(ClaimPath claim) throws ProviderException {
            if (claim.equals(STANDARD_EMAIL) && EmailClaims.verification(userInfo) == EmailVerification.UNVERIFIED) {
                // whoever has not shown that an address is theirs must not pass for its owner
                throw Step.PROFILE.failed(
                        Failure.POLICY_REFUSED, "the provider does not vouch for the e-mail that is the username");
            }
            return one(claim)
                    .orElseThrow(() -> Step.PROFILE.failed(
                            Failure.CLIENT_REFUSED,
                            "the claim for the username is not there: check username_claim and scope"));
        }

        Optional<String> email() {
            return one(claims.email());
        }

        /** The provider vouches in user info, and for the standard claim only. */
        EmailVerification emailVerification() {
            return claims.email().equals(STANDARD_EMAIL)
                    ? EmailClaims.verification(userInfo)
                    : EmailVerification.UNKNOWN;
        }

        List<String> groups() {
            return claims.groups().isIn(userInfo)
                    ? claims.groups().all(userInfo)
                    : claims.groups().kept(tokens);
        }

        private Optional<String> one(ClaimPath claim) {
            return claim.isIn(userInfo)
                    ? claim.one(userInfo)
                    : claim.kept(tokens).stream().findFirst();
        }
    }
}
