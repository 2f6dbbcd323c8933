package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderSetting;

/** Keys that several providers have, with the same meaning in each. */
public final class Settings {
    private Settings() {}

    /** {@code scope}; what it needs to hold is added to the help. */
    public static ProviderSetting scope(String usual, String needs) {
        return ProviderSetting.withDefault("scope", usual, "What is asked for, separated by spaces; " + needs);
    }

    /** {@code client_auth}, where the provider takes the secret in both ways. */
    public static ProviderSetting clientAuth() {
        return ProviderSetting.withDefault(
                "client_auth",
                "auto",
                "How client_secret is sent: post (in the form), basic (in a header), or auto (post here).");
    }

    /** {@code authorize_params}. */
    public static ProviderSetting authorizeParams() {
        return ProviderSetting.optional(
                "authorize_params",
                "More parameters of the address that people sign in at: k=v&k2=v2, or a map; none that the protocol uses itself.");
    }

    /** {@code allowed_domains}, by the domain of an address that the provider vouches for. */
    public static ProviderSetting allowedDomains() {
        return ProviderSetting.optional(
                AllowedDomains.KEY,
                "Domains of which a person must have a verified e-mail address, separated by spaces; without it, everybody may sign in.");
    }

    /** {@code username_claim}. */
    public static ProviderSetting usernameClaim(String usual) {
        return ProviderSetting.withDefault(
                "username_claim",
                usual,
                "The member of user info that is the username; choose one that no two people share, since SQL filters by it.");
    }

    /** {@code email_claim}. */
    public static ProviderSetting emailClaim() {
        return ProviderSetting.withDefault(
                "email_claim",
                "email",
                "The member of user info with the e-mail address; any other than email counts as not verified.");
    }
}
