package io.mxcp.providers.atlassian;

import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.OAuth2SignIn;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.TokenEndpoint;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.ProviderHttp;
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
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID of the OAuth 2.0 integration."),
                ProviderSetting.secret("client_secret", "The secret of the integration."),
                ProviderSetting.withDefault(
                        "scope",
                        DEFAULT_SCOPE,
                        "What is asked for, separated by spaces; read:me is needed to sign in, offline_access to stay so."),
                ProviderSetting.withDefault(
                        "callback_path",
                        "/atlassian/callback",
                        "The path of our callback, to be registered in the integration."),
                ProviderSetting.withDefault("auth_url", DEFAULT_AUTH_URL, "Where people sign in."),
                ProviderSetting.withDefault("token_url", DEFAULT_TOKEN_URL, "Where codes are redeemed."),
                ProviderSetting.withDefault("api_url", DEFAULT_API_URL, "The address of the API."),
                ProviderSetting.optional(
                        "site", "The site to use, by name, address or ID, for people who can use several."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        URI apiUrl = section.address("api_url", DEFAULT_API_URL);
        // at a refresh this code speaks of the token: wrong credentials are access_denied here
        Refusals refusals =
                new Refusals("auth_url, token_url and api_url", Map.of("unauthorized_client", Failure.GRANT_REFUSED));
        ProviderHttp http =
                new ProviderHttp(new EgressGuard(Destinations.configured(List.of(tokenUrl, apiUrl)), limits));
        OAuth2SignIn signIn = new OAuth2SignIn(
                WebAddress.origin(authUrl).toString(),
                new Endpoints(authUrl, tokenUrl, Optional.empty(), Optional.empty()),
                section.clientId(),
                section.scopes(DEFAULT_SCOPE),
                new TokenEndpoint(section.client(), refusals, http, clock));
        return new AtlassianGateway(signIn, apiUrl, new UserInfo(refusals, http), section.text("site", ""));
    }
}
