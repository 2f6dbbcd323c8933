package io.mxcp.providers.salesforce;

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

/** Makes gateways to Salesforce, its sandboxes and My Domains. */
public final class SalesforceFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("salesforce");

    private static final String DEFAULT_SCOPE = "api refresh_token openid profile email";
    private static final String DEFAULT_AUTH_URL = "https://login.salesforce.com/services/oauth2/authorize";
    private static final String DEFAULT_TOKEN_URL = "https://login.salesforce.com/services/oauth2/token";
    private static final String HOSTS = "; auth_url and token_url must both be at the login host that knows them:"
            + " login.salesforce.com, test.salesforce.com for a sandbox, or your My Domain";
    private static final String APP = "of the app (Setup > External Client App Manager, or App Manager)";
    private static final Refusals REFUSALS = Refusals.standard("auth_url and token_url")
            .with(Map.of(
                    "redirect_uri_mismatch",
                    "add base_url + callback_path to the callback URLs " + APP
                            + ", or correct base_url and callback_path",
                    "invalid_client_id",
                    "check client_id against the consumer key " + APP + HOSTS,
                    "invalid_client",
                    "check client_id and client_secret against consumer key and secret " + APP + HOSTS,
                    "invalid_grant",
                    "the code or refresh token is no longer good" + HOSTS,
                    "invalid_scope",
                    "check scope against the OAuth scopes " + APP));

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
    public String displayName() {
        return "Salesforce";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The consumer key of the connected or external client app."),
                ProviderSetting.secret("client_secret", "The consumer secret of the app."),
                Settings.scope(DEFAULT_SCOPE, "refresh_token keeps people signed in."),
                ProviderSetting.withDefault(
                        "auth_url",
                        DEFAULT_AUTH_URL,
                        "Where people sign in: at login, test (sandboxes) or your My Domain."),
                ProviderSetting.withDefault(
                        "token_url", DEFAULT_TOKEN_URL, "Where codes are redeemed, on the same host as auth_url."),
                ProviderSetting.optional(
                        "userinfo_url", "Where people are asked for, if not at the instance that Salesforce names."),
                Settings.clientAuth(),
                Settings.authorizeParams(),
                Settings.allowedDomains(),
                Settings.usernameClaim(SalesforceGateway.USERNAME),
                Settings.emailClaim());
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        Optional<URI> userInfoUrl = section.optionalAddress("userinfo_url");
        OAuth2Parts parts = OAuth2Parts.of(
                section,
                new OAuth2Parts.Traits(
                        WebAddress.origin(authUrl).toString(),
                        new Endpoints(authUrl, tokenUrl, userInfoUrl, revocation(tokenUrl)),
                        userInfoUrl.stream().toList(),
                        section.scopes(DEFAULT_SCOPE),
                        REFUSALS),
                limits,
                clock);
        return new SalesforceGateway(
                parts.signIn(),
                new Instances(tokenUrl, userInfoUrl, new AnswerSignature(section.clientSecret())),
                parts.userInfo(),
                section.allowedDomains(),
                section.text("username_claim", SalesforceGateway.USERNAME),
                section.text("email_claim", SalesforceGateway.EMAIL));
    }

    private static Optional<URI> revocation(URI tokenUrl) {
        String address = tokenUrl.toString();
        return address.endsWith("/token")
                ? Optional.of(URI.create(address.replaceFirst("/token$", "/revoke")))
                : Optional.empty();
    }
}
