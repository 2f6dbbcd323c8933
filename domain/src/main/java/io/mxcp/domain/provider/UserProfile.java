package io.mxcp.domain.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person as the provider describes them.
 *
 * <p>Issuer and subject are the identity and never change; all else are attributes that may change at every refresh and
 * never decide whether two are the same (T22).
 *
 * @param issuer the provider's issuer identifier
 * @param subject immutable and unique within the issuer, never empty
 * @param username a name that two people of this provider cannot share at one time: SQL filters by it
 * @param email absent where the provider tells none
 * @param emailVerification whether the provider vouches for the address
 * @param displayName for people to read
 * @param groups as the provider spells them
 * @param roles as the provider spells them
 * @param facts other attributes by names of ours ({@code github.id}); no secrets
 * @param claims what the provider told, in its own words
 */
public record UserProfile(
        String issuer,
        String subject,
        String username,
        Optional<String> email,
        EmailVerification emailVerification,
        Optional<String> displayName,
        List<String> groups,
        List<String> roles,
        Map<String, String> facts,
        Claims claims) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if issuer, subject or username is empty
     */
    public UserProfile {
        if (issuer.isEmpty() || subject.isEmpty() || username.isEmpty()) {
            throw new IllegalArgumentException("a profile needs issuer, subject and username");
        }
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A profile of which no claims are kept. */
    public UserProfile(
            String issuer,
            String subject,
            String username,
            Optional<String> email,
            EmailVerification emailVerification,
            Optional<String> displayName,
            List<String> groups,
            List<String> roles,
            Map<String, String> facts) {
        this(issuer, subject, username, email, emailVerification, displayName, groups, roles, facts, Claims.NONE);
    }

    /** The same person with these claims. */
    public UserProfile with(Claims known) {
        return new UserProfile(
                issuer, subject, username, email, emailVerification, displayName, groups, roles, facts, known);
    }

    /** What a provider says of an e-mail address. */
    public enum EmailVerification {
        /** It vouches for it. */
        VERIFIED,
        /** It says that it does not. */
        UNVERIFIED,
        /** It does not say. */
        UNKNOWN
    }

    /** Who this is. */
    public ResourceOwner owner() {
        return new ResourceOwner(issuer, subject);
    }
}
