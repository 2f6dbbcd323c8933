package io.mxcp.providers.github;

import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.OAuth2SignIn;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.TokenDialect;
import io.mxcp.providers.oauth2.TokenEndpoint;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes gateways to GitHub and to GitHub Enterprise. */
public final class GitHubFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("github");

    private static final String DEFAULT_SCOPE = "user:email";
    private static final String DEFAULT_AUTH_URL = "https://github.com/login/oauth/authorize";
    private static final String DEFAULT_TOKEN_URL = "https://github.com/login/oauth/access_token";
    private static final Scope READ_ORG = new Scope("read:org");
    private static final TokenDialect DIALECT = new TokenDialect(',', new Expiry.Never());
    private static final Pattern ORGANISATION = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public GitHubFactory() {
        this(EgressLimits.STANDARD);
    }

    GitHubFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID of the OAuth app or GitHub App."),
                ProviderSetting.secret("client_secret", "A client secret of the app."),
                ProviderSetting.withDefault("scope", DEFAULT_SCOPE, "What is asked for, separated by spaces."),
                ProviderSetting.withDefault(
                        "callback_path", "/github/callback", "The path of our callback, to be registered in the app."),
                ProviderSetting.withDefault(
                        "auth_url", DEFAULT_AUTH_URL, "Where people sign in; another one with GitHub Enterprise."),
                ProviderSetting.withDefault(
                        "token_url",
                        DEFAULT_TOKEN_URL,
                        "Where codes are redeemed; another one with GitHub Enterprise."),
                ProviderSetting.optional("api_url", "The address of the API, if it does not follow from auth_url."),
                ProviderSetting.optional(
                        "allowed_orgs",
                        "Organisations of which a person must be a member of one; read:org is added to the scope."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        URI apiUrl = section.address("api_url", apiOf(authUrl));
        List<String> organisations = organisations(section);
        Scopes scopes = section.scopes(DEFAULT_SCOPE);
        Refusals refusals = Refusals.standard("auth_url, token_url and api_url");
        ProviderHttp http =
                new ProviderHttp(new EgressGuard(Destinations.configured(List.of(tokenUrl, apiUrl)), limits));
        OAuth2SignIn signIn = new OAuth2SignIn(
                authUrl.toString().replaceFirst("/authorize$", ""),
                new Endpoints(authUrl, tokenUrl, Optional.empty(), Optional.empty()),
                section.clientId(),
                organisations.isEmpty() ? scopes : scopes.union(Scopes.of(READ_ORG)),
                new TokenEndpoint(section.client(), refusals, http, clock, DIALECT));
        ClientCredentials basic = ClientCredentials.basic(section.clientId(), settings.required("client_secret"));
        GitHubApi api = new GitHubApi(apiUrl, refusals, http);
        return new GitHubGateway(
                signIn, api, new Membership(api, organisations), new AppTokens(apiUrl, basic, refusals, http));
    }

    private static List<String> organisations(Section section) {
        List<String> names = section.names("allowed_orgs");
        if (!names.stream().allMatch(name -> ORGANISATION.matcher(name).matches())) {
            throw new IllegalArgumentException("allowed_orgs must be names of organisations as in their addresses");
        }
        return names;
    }

    /** GitHub itself, GitHub Enterprise Cloud with a domain of its own, or GitHub Enterprise Server. */
    static String apiOf(URI authUrl) {
        String host = authUrl.getHost().toLowerCase(Locale.ROOT);
        return host.equals("github.com") || host.endsWith(".ghe.com")
                ? "https://api." + host
                : WebAddress.origin(authUrl) + "/api/v3";
    }
}
