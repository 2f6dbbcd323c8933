package io.mxcp.providers.salesforce;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes gateways to Salesforce, its sandboxes and My Domains. */
public final class SalesforceFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("salesforce");

    private static final String DEFAULT_SCOPE = "api refresh_token openid profile email";
    private static final String DEFAULT_AUTH_URL = "https://login.salesforce.com/services/oauth2/authorize";
    private static final String DEFAULT_TOKEN_URL = "https://login.salesforce.com/services/oauth2/token";

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public SalesforceFactory() {
        this(EgressLimits.STANDARD);
    }

    SalesforceFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The consumer key of the connected or external client app."),
                ProviderSetting.secret("client_secret", "The consumer secret of the app."),
                ProviderSetting.withDefault(
                        "scope",
                        DEFAULT_SCOPE,
                        "What is asked for, separated by spaces; refresh_token keeps people signed in."),
                ProviderSetting.withDefault(
                        "callback_path",
                        "/salesforce/callback",
                        "The path of our callback, to be registered in the app."),
                ProviderSetting.withDefault(
                        "auth_url",
                        DEFAULT_AUTH_URL,
                        "Where people sign in: at login, test (sandboxes) or your My Domain."),
                ProviderSetting.withDefault(
                        "token_url", DEFAULT_TOKEN_URL, "Where codes are redeemed, on the same host as auth_url."),
                ProviderSetting.optional(
                        "userinfo_url", "Where people are asked for, if not at the instance that Salesforce names."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        Optional<URI> userInfoUrl =
                settings.optional("userinfo_url").map(Secret::reveal).map(text -> WebAddress.of("userinfo_url", text));
        List<URI> configured = new ArrayList<>(List.of(tokenUrl));
        userInfoUrl.ifPresent(configured::add);
        Refusals refusals = Refusals.standard("auth_url and token_url");
        ProviderHttp http = new ProviderHttp(new EgressGuard(Destinations.configured(configured), limits));
        OAuth2SignIn signIn = new OAuth2SignIn(
                WebAddress.origin(authUrl).toString(),
                new Endpoints(authUrl, tokenUrl, userInfoUrl, revocation(tokenUrl)),
                section.clientId(),
                section.scopes(DEFAULT_SCOPE),
                new TokenEndpoint(section.client(), refusals, http, clock));
        return new SalesforceGateway(signIn, new Instances(tokenUrl, userInfoUrl), new UserInfo(refusals, http));
    }

    private static Optional<URI> revocation(URI tokenUrl) {
        String address = tokenUrl.toString();
        return address.endsWith("/token")
                ? Optional.of(URI.create(address.replaceFirst("/token$", "/revoke")))
                : Optional.empty();
    }
}
