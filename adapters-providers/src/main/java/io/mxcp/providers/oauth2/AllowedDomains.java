package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.wire.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The setting {@code allowed_domains}: whose e-mail address may come in. Only an address that the provider vouches for counts:
 * many let people write any address into their profile (T22).
 *
 * @param domains in lower case; empty: everybody may
 */
public record AllowedDomains(Set<String> domains) {
    /** The setting. */
    public static final String KEY = "allowed_domains";

    /** Everybody may come in. */
    public static final AllowedDomains ALL = new AllowedDomains(Set.of());

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    /** Copies the set. */
    public AllowedDomains {
        domains = Set.copyOf(domains);
    }

    /**
     * These.
     *
     * @throws IllegalArgumentException if there is none, which would let everybody in, or one that is no domain
     */
    public static AllowedDomains of(List<String> names) {
        Set<String> domains =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        if (domains.isEmpty()
                || !domains.stream().allMatch(domain -> DOMAIN.matcher(domain).matches())) {
            throw new IllegalArgumentException(KEY + " must be domains such as acme.example");
        }
        return new AllowedDomains(domains);
    }

    /** Whether there is no rule. */
    public boolean letEverybodyIn() {
        return domains.isEmpty();
    }

    /** Whether this very domain is one of them, in whatever case. */
    public boolean contain(String domain) {
        return domains.contains(domain.toLowerCase(Locale.ROOT));
    }

    /** Whether the address belongs to one of them. */
    public boolean containThatOf(String email) {
        return contain(email.substring(email.lastIndexOf('@') + 1));
    }

    /**
     * Lets people with a verified address of one of these domains pass, and everybody where there is no rule.
     *
     * @throws ProviderException for all others
     */
    public void check(Optional<String> email, EmailVerification verification) throws ProviderException {
        if (letEverybodyIn()) {
            return;
        }
        if (email.isEmpty() || verification != EmailVerification.VERIFIED) {
            throw unverified();
        }
        if (!containThatOf(email.get())) {
            throw elsewhere();
        }
    }

    /** The refusal of a person without any address that the provider vouches for. */
    public static ProviderException unverified() {
        return Step.PROFILE.refused(
                Policy.EMAIL_UNVERIFIED, "no e-mail address that the provider vouches for, which " + KEY + " needs");
    }

    /** The refusal of a person of another domain. */
    public static ProviderException elsewhere() {
        return Step.PROFILE.refused(Policy.DOMAIN, "the account is of no domain in " + KEY);
    }
}
