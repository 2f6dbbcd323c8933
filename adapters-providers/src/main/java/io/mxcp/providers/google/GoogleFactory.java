package io.mxcp.providers.google;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.Settings;
import io.mxcp.providers.oidc.Additions;
import io.mxcp.providers.oidc.MetadataSource;
import io.mxcp.providers.oidc.OidcMetadata;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes gateways to Google. */
public final class GoogleFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("google");

    private static final String CONSOLE = "of the client (Google Cloud Console > APIs & Services > Credentials)";
    private static final Refusals REFUSALS = Refusals.standard("token_url and userinfo_url")
            .with(Map.of(
                    "redirect_uri_mismatch",
                    "add base_url + callback_path to the authorized redirect URIs " + CONSOLE
                            + ", or correct base_url and callback_path",
                    "invalid_client",
                    "check client_id and client_secret against those " + CONSOLE,
                    "access_denied",
                    "the person did not agree; while the consent screen is in testing, only its test users can",
                    "admin_policy_enforced",
                    "the administrator of the person's Workspace must allow this client or its scopes"));

    /** Settings with their defaults; all but the first are addresses. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "scope", "openid profile email",
            "auth_url", "https://accounts.google.com/o/oauth2/v2/auth",
            "token_url", "https://oauth2.googleapis.com/token",
            "userinfo_url", "https://openidconnect.googleapis.com/v1/userinfo",
            "revoke_url", "https://oauth2.googleapis.com/revoke",
            "jwks_url", "https://www.googleapis.com/oauth2/v3/certs",
            "issuer", "https://accounts.google.com");

    /** The old name that Google's ID tokens may bear. */
    private static final Set<String> OLD_NAME = Set.of("accounts.google.com");

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public GoogleFactory() {
        this(EgressLimits.STANDARD);
    }

    GoogleFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public String displayName() {
        return "Google";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID, as the Google Cloud Console shows it."),
                ProviderSetting.secret("client_secret", "The client secret, as the Google Cloud Console shows it."),
                Settings.scope(DEFAULTS.getOrDefault("scope", ""), "openid is added if missing."),
                Settings.clientAuth(),
                Settings.authorizeParams(),
                ProviderSetting.optional(
                        AllowedDomains.KEY,
                        "Google Workspace domains whose people may sign in, separated by spaces; without it, everybody may."),
                Settings.usernameClaim("email"),
                Settings.emailClaim(),
                withDefault("auth_url", "Where people sign in."),
                withDefault("token_url", "Where codes and refresh tokens are redeemed."),
                withDefault("userinfo_url", "Where profiles are read."),
                withDefault("revoke_url", "Where a grant can be ended; signing out here ends none there."),
                withDefault("jwks_url", "Where the keys are that sign ID tokens."),
                withDefault("issuer", "The issuer in ID tokens; another one only for a stand-in of Google."));
    }

    private static ProviderSetting withDefault(String name, String help) {
        return ProviderSetting.withDefault(name, DEFAULTS.getOrDefault(name, ""), help);
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        OidcMetadata metadata = metadata(section);
        Endpoints endpoints = metadata.endpoints();
        List<URI> asked = List.of(
                endpoints.token(),
                endpoints.userInfo().orElseThrow(),
                endpoints.revocation().orElseThrow(),
                metadata.keys());
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Fixed(metadata),
                section.client(),
                section.scopes(DEFAULTS.getOrDefault("scope", "")),
                REFUSALS,
                new ProviderHttp(new EgressGuard(Destinations.configured(asked), limits)),
                clock,
                new Additions(Map.of(), List.of(), Optional.of("id")));
        Account account =
                new Account(section.text("username_claim", Account.EMAIL), section.text("email_claim", Account.EMAIL));
        return new GoogleGateway(signIn, section.authorizeParameters(), section.allowedDomains(), account);
    }

    static OidcMetadata metadata(Section section) {
        Endpoints endpoints = new Endpoints(
                address(section, "auth_url"),
                address(section, "token_url"),
                Optional.of(address(section, "userinfo_url")),
                Optional.of(address(section, "revoke_url")));
        String issuer = address(section, "issuer").toString();
        return new OidcMetadata(
                issuer,
                endpoints,
                address(section, "jwks_url"),
                Set.of("RS256"),
                false,
                Set.of(),
                issuer.equals(DEFAULTS.get("issuer")) ? OLD_NAME : Set.of());
    }

    private static URI address(Section section, String key) {
        return section.address(key, DEFAULTS.getOrDefault(key, ""));
    }
}
