package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.wire.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which claims make up a person, and who may come in by them.
 *
 * <p>Without a claim for it the username is the e-mail address if the provider vouches for it, else the subject. It is never a
 * name that people may choose: one could choose another's (OpenID Connect Core 1.0 §5.7, T22).
 *
 * @param username what nobody can share, by the operator's word or the provider's nature; absent: see above
 * @param email holds the e-mail address
 * @param groups holds a list of groups, or one
 * @param domains whose e-mail address may come in
 */
public record PersonClaims(Optional<ClaimPath> username, ClaimPath email, ClaimPath groups, AllowedDomains domains) {
    private static final ClaimPath STANDARD_EMAIL = new ClaimPath("email");
    private static final ClaimPath EMAIL_VERIFIED = new ClaimPath("email_verified");

    /** What of an ID token says who somebody is, besides the standard claims. */
    public List<ClaimPath> lasting() {
        return Stream.concat(username.stream(), Stream.of(email, EMAIL_VERIFIED))
                .toList();
    }

    /**
     * The person with this subject.
     *
     * @throws ProviderException if that person may not come in
     */
    public Person of(String subject, Told told) throws ProviderException {
        Person person = new Person(this, subject, told);
        domains.check(person.email(), person.emailVerification());
        return person;
    }

    /** One person. */
    public record Person(PersonClaims claims, String subject, Told told) {
        /** What no two people share at one time. */
        public String username() throws ProviderException {
            if (claims.username().isPresent()) {
                return chosen(claims.username().get());
            }
            return email().filter(address -> emailVerification() == EmailVerification.VERIFIED)
                    .orElse(subject);
        }

        private String chosen(ClaimPath claim) throws ProviderException {
            if (claim.equals(STANDARD_EMAIL) && told.verification(claim) == EmailVerification.UNVERIFIED) {
                // whoever has not shown that an address is theirs must not pass for its owner
                throw Step.PROFILE.refused(
                        Policy.EMAIL_UNVERIFIED,
                        "the provider does not vouch for the e-mail address, which username_claim makes the username");
            }
            return told.one(claim)
                    .orElseThrow(() -> Step.PROFILE.failed(
                            Failure.CLIENT_REFUSED,
                            "the claim for the username is not there: check username_claim and scope"));
        }

        /** The e-mail address. */
        public Optional<String> email() {
            return told.one(claims.email());
        }

        /** Whether the provider vouches for it, which it does for the standard claim only. */
        public EmailVerification emailVerification() {
            return claims.email().equals(STANDARD_EMAIL)
                    ? told.verification(STANDARD_EMAIL)
                    : EmailVerification.UNKNOWN;
        }

        /** The groups, as the provider spells them. */
        public List<String> groups() {
            return told.all(claims.groups());
        }
    }
}
