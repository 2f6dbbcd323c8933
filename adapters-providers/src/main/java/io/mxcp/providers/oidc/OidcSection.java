package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the sections of all OpenID providers share, read key by key. Each method throws {@link IllegalArgumentException} for a
 * value that cannot be used; the message begins with the key.
 */
public record OidcSection(Section section) {
    private static final String DEFAULT_SCOPE = "openid profile email";
    private static final String EMAIL = "email";
    private static final String GROUPS = "groups";

    /** The section with these settings. */
    public static OidcSection of(ProviderSettings settings) {
        return new OidcSection(new Section(settings));
    }

    /**
     * A provider's own settings, and the shared ones.
     *
     * @param clientAuth how the secret is sent unless the operator says
     * @param username what is the username unless the operator says
     */
    public static List<ProviderSetting> settings(List<ProviderSetting> own, String clientAuth, String username) {
        List<ProviderSetting> shared = List.of(
                Settings.scope(DEFAULT_SCOPE, "openid must be among it."),
                ProviderSetting.withDefault(
                        "client_auth",
                        clientAuth,
                        "How the secret is sent: basic, post (in the form), or auto (as the provider publishes)."),
                ProviderSetting.optional("userinfo_url", "Where profiles are read, if it is another address."),
                ProviderSetting.optional(
                        "username_claim", "A claim that no two people share, for the username; else " + username + "."),
                Settings.emailClaim(),
                ProviderSetting.withDefault("groups_claim", GROUPS, "The claim with the groups."),
                Settings.allowedDomains(),
                Settings.authorizeParams());
        return Stream.concat(own.stream(), shared.stream()).toList();
    }

    /** A text. */
    public String text(String key, String fallback) {
        return section.text(key, fallback);
    }

    /** What is asked for. */
    public Scopes scopes() {
        return section.scopes(DEFAULT_SCOPE);
    }

    /** What is asked for, where nobody adds {@code openid}. */
    Scopes scopesWithOpenId() {
        Scopes scopes = scopes();
        if (!scopes.values().contains(new Scope("openid"))) {
            throw new IllegalArgumentException("scope must contain openid: without it nobody says who signs in");
        }
        return scopes;
    }

    /** Our credentials, sent as {@code client_auth} says. */
    public ClientCredentials client(String usualAuth) {
        return section.client(usualAuth, ClientCredentials::auto);
    }

    /** The address of user info, where the operator gives one. */
    public Optional<URI> userInfo() {
        return section.optionalAddress("userinfo_url");
    }

    /** The operator's own parameters of the sign-in address. */
    public Map<String, String> authorizeParameters() {
        return section.authorizeParameters();
    }

    /** Which claims make up a person, and who may come in by them. */
    public PersonClaims person(Optional<String> usualUsername) {
        AllowedDomains domains = section.allowedDomains();
        String email = text("email_claim", EMAIL);
        if (!domains.letEverybodyIn() && !email.equals(EMAIL)) {
            throw new IllegalArgumentException(AllowedDomains.KEY
                    + " needs the claim email, which alone a provider vouches for: leave out email_claim");
        }
        String username = text("username_claim", usualUsername.orElse(""));
        return new PersonClaims(
                Optional.of(username).filter(claim -> !claim.isEmpty()).map(ClaimPath::new),
                new ClaimPath(email),
                new ClaimPath(text("groups_claim", GROUPS)),
                domains);
    }

    /** Addresses of ours and the operator's, where calls may go whatever they are. */
    public List<URI> trusted(URI... own) {
        List<URI> trusted = new ArrayList<>(List.of(own));
        userInfo().ifPresent(trusted::add);
        return trusted;
    }
}
