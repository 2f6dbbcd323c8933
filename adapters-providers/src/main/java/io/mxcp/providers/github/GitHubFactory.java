package io.mxcp.providers.github;

import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.OAuth2Parts;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.Settings;
import io.mxcp.providers.oauth2.TokenDialect;
import io.mxcp.providers.oauth2.WebAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes gateways to GitHub and to GitHub Enterprise. */
public final class GitHubFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("github");

    private static final String DEFAULT_SCOPE = "user:email";
    private static final String DEFAULT_AUTH_URL = "https://github.com/login/oauth/authorize";
    private static final String DEFAULT_TOKEN_URL = "https://github.com/login/oauth/access_token";
    private static final Scope READ_ORG = new Scope("read:org");
    private static final TokenDialect DIALECT = new TokenDialect(',', new Expiry.Never());
    private static final String REGISTRATION = "in the app (Settings > Developer settings at GitHub)";
    private static final Refusals REFUSALS = Refusals.standard("auth_url, token_url and api_url")
            .with(Map.of(
                    "redirect_uri_mismatch",
                    "make base_url + callback_path the authorization callback URL " + REGISTRATION
                            + ", or correct base_url and callback_path",
                    "incorrect_client_credentials",
                    "check client_id and client_secret against those " + REGISTRATION,
                    "unverified_user_email",
                    "the person must verify the primary e-mail address at GitHub first"));

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
    public String displayName() {
        return "GitHub";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID of the OAuth app or GitHub App."),
                ProviderSetting.secret("client_secret", "A client secret of the app."),
                Settings.scope(DEFAULT_SCOPE, "read:org is added by allowed_orgs and allowed_teams."),
                ProviderSetting.withDefault(
                        "auth_url", DEFAULT_AUTH_URL, "Where people sign in; another one with GitHub Enterprise."),
                ProviderSetting.withDefault(
                        "token_url",
                        DEFAULT_TOKEN_URL,
                        "Where codes are redeemed; another one with GitHub Enterprise."),
                ProviderSetting.optional("api_url", "The address of the API, if it does not follow from auth_url."),
                Settings.authorizeParams(),
                ProviderSetting.optional(
                        AllowedGroups.ORGANISATIONS,
                        "Organisations of which a person must be a member of one, separated by spaces."),
                ProviderSetting.optional(
                        AllowedGroups.TEAMS,
                        "Teams of which a person must be a member of one, as organisation/team-slug, separated by spaces."),
                Settings.allowedDomains());
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        Section section = new Section(settings);
        URI authUrl = section.address("auth_url", DEFAULT_AUTH_URL);
        URI tokenUrl = section.address("token_url", DEFAULT_TOKEN_URL);
        URI apiUrl = section.address("api_url", apiOf(authUrl));
        AllowedGroups groups = AllowedGroups.of(section);
        Scopes scopes = section.scopes(DEFAULT_SCOPE);
        OAuth2Parts parts = OAuth2Parts.of(
                section,
                new OAuth2Parts.Traits(
                        authUrl.toString().replaceFirst("/authorize$", ""),
                        new Endpoints(authUrl, tokenUrl, Optional.empty(), Optional.empty()),
                        List.of(apiUrl),
                        groups.areEmpty() ? scopes : scopes.union(Scopes.of(READ_ORG)),
                        REFUSALS,
                        DIALECT),
                limits,
                clock);
        GitHubApi api = new GitHubApi(apiUrl, parts.userInfo());
        ClientCredentials basic = ClientCredentials.basic(section.clientId(), section.clientSecret());
        return new GitHubGateway(
                parts.signIn(),
                api,
                new Membership(api, groups),
                new EmailAddresses(api, section.allowedDomains()),
                new AppTokens(apiUrl, basic, REFUSALS, parts.http()));
    }

    /** GitHub itself, GitHub Enterprise Cloud with a domain of its own, or GitHub Enterprise Server. */
    static String apiOf(URI authUrl) {
        String host = authUrl.getHost().toLowerCase(Locale.ROOT);
        return host.equals("github.com") || host.endsWith(".ghe.com")
                ? "https://api." + host
                : WebAddress.origin(authUrl) + "/api/v3";
    }
}
