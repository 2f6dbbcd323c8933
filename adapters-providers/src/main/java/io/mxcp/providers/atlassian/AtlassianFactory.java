package io.mxcp.providers.atlassian;

import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.OAuth2Parts;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.Settings;
import io.mxcp.providers.oauth2.WebAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes gateways to Atlassian Cloud. */
public final class AtlassianFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("atlassian");

    private static final String DEFAULT_SCOPE = "read:me offline_access";
    private static final String DEFAULT_AUTH_URL = "https://auth.atlassian.com/authorize";
    private static final String DEFAULT_TOKEN_URL = "https://auth.atlassian.com/oauth/token";
    private static final String DEFAULT_API_URL = "https://api.atlassian.com";
    private static final String CONSOLE = "of the integration (developer.atlassian.com/console/myapps)";

    // at a refresh this code speaks of the token: wrong credentials are access_denied here
    private static final Refusals REFUSALS = new Refusals(
            "auth_url, token_url and api_url",
            Map.of("unauthorized_client", Failure.GRANT_REFUSED),
            Map.of(
                    "redirect_uri_mismatch",
                    "make base_url + callback_path the callback URL under Authorization " + CONSOLE
                            + ", or correct base_url and callback_path",
                    "invalid_scope",
                    "check scope, and add what it asks for under Permissions " + CONSOLE));

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public AtlassianFactory() {
        this(EgressLimits.STANDARD);
    }

    AtlassianFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public String displayName() {
        return "Atlassian";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID of the OAuth 2.0 integration."),
                ProviderSetting.secret("client_secret", "The secret of the integration."),
                Settings.scope(DEFAULT_SCOPE, "read:me is needed to sign in, offline_access to stay so."),
                ProviderSetting.withDefault("auth_url", DEFAULT_AUTH_URL, "Where people sign in."),
                ProviderSetting.withDefault("token_url", DEFAULT_TOKEN_URL, "Where codes are redeemed."),
                ProviderSetting.withDefault("api_url", DEFAULT_API_URL, "The address of the API."),
                Settings.authorizeParams(),
                Settings.allowedDomains(),
                ProviderSetting.optional(
                        "site",
                        "The site to use, by name, address or ID; only people who can use it may sign in."
                                + " Without it, everybody may, and SQL picks one of several."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        URI apiUrl = section.address("api_url", DEFAULT_API_URL);
        OAuth2Parts parts = OAuth2Parts.of(
                section,
                new OAuth2Parts.Traits(
                        WebAddress.origin(authUrl).toString(),
                        new Endpoints(authUrl, tokenUrl, Optional.empty(), Optional.empty()),
                        List.of(apiUrl),
                        section.scopes(DEFAULT_SCOPE),
                        REFUSALS),
                limits,
                clock);
        return new AtlassianGateway(
                parts.signIn(), apiUrl, parts.userInfo(), section.allowedDomains(), section.text("site", ""));
    }
}
