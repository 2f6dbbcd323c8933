package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a person's addresses counts: the one that meets the rule on domains; without a rule the public one, else the primary one. The
 * public address says nothing of being verified.
 */
final class EmailAddresses {
    private static final String PATH = "/user/emails";

    private final GitHubApi api;
    private final AllowedDomains allowed;

    EmailAddresses(GitHubApi api, AllowedDomains allowed) {
        this.api = api;
        this.allowed = allowed;
    }

    /** An address, if any, and what GitHub says of it. */
    record Email(Optional<String> address, EmailVerification verification) {
        private static final Email NONE = new Email(Optional.empty(), EmailVerification.UNKNOWN);

        private static Email verified(String address) {
            return new Email(Optional.of(address), EmailVerification.VERIFIED);
        }
    }

    /**
     * The person's address.
     *
     * @throws ProviderException if there is a rule on domains which it does not meet, or that cannot be found out
     */
    Email of(JsonMembers person, Secret accessToken) throws ProviderException {
        if (!allowed.letEverybodyIn()) {
            return meetingTheRule(accessToken);
        }
        return person.text("email").isPresent()
                ? new Email(person.text("email"), EmailVerification.UNKNOWN)
                : primary(accessToken);
    }

    /** The list of addresses needs a scope that not everybody asks for; nobody is kept out for want of an address. */
    private Email primary(Secret accessToken) {
        try {
            return verified(accessToken).stream()
                    .filter(EmailAddresses::isPrimary)
                    .flatMap(address -> address.text("email").stream())
                    .findFirst()
                    .map(Email::verified)
                    .orElse(Email.NONE);
        } catch (ProviderException without) {
            return Email.NONE;
        }
    }

    private Email meetingTheRule(Secret accessToken) throws ProviderException {
        List<String> addresses = verifiedOrRefused(accessToken).stream()
                .sorted(Comparator.comparing(EmailAddresses::isPrimary).reversed())
                .flatMap(address -> address.text("email").stream())
                .toList();
        if (addresses.isEmpty()) {
            throw AllowedDomains.unverified();
        }
        return addresses.stream()
                .filter(allowed::containThatOf)
                .findFirst()
                .map(Email::verified)
                .orElseThrow(AllowedDomains::elsewhere);
    }

    private List<JsonMembers> verifiedOrRefused(Secret accessToken) throws ProviderException {
        try {
            return verified(accessToken);
        } catch (ProviderException refused) {
            if (refused.failure() == Failure.CLIENT_REFUSED) {
                throw Step.PROFILE.failed(
                        Failure.CLIENT_REFUSED,
                        "GitHub does not show e-mail addresses, which allowed_domains needs: add user:email to scope");
            }
            throw refused;
        }
    }

    private List<JsonMembers> verified(Secret accessToken) throws ProviderException {
        return api.list(PATH, accessToken).stream()
                .filter(address -> address.flag("verified").orElse(false))
                .toList();
    }

    private static boolean isPrimary(JsonMembers address) {
        return address.flag("primary").orElse(false);
    }
}
