package io.mxcp.providers.atlassian;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oauth2.OAuth2SignIn;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Signs people in at Atlassian Cloud. */
final class AtlassianGateway implements ProviderGateway {
    private static final Map<String, String> EXTRAS = Map.of("audience", "api.atlassian.com", "prompt", "consent");

    private final OAuth2SignIn signIn;
    private final URI me;
    private final URI resources;
    private final UserInfo userInfo;
    private final AllowedDomains allowedDomains;
    private final String site;

    /** The site is the configured one; empty: none is. */
    AtlassianGateway(OAuth2SignIn signIn, URI api, UserInfo userInfo, AllowedDomains allowedDomains, String site) {
        this.signIn = signIn;
        this.allowedDomains = allowedDomains;
        this.me = URI.create(api + "/me");
        this.resources = URI.create(api + "/oauth/token/accessible-resources");
        this.userInfo = userInfo;
        this.site = site;
    }

    @Override
    public ProviderId id() {
        return AtlassianFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.requestedScopes();
    }

    @Override
    public URI authorizationUri(SignInRequest request) {
        return signIn.authorizationUri(request, EXTRAS);
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return signIn.readCallback(answer);
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        return signIn.first(signIn.exchange(code, request), Map.of());
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        return signIn.refresh(current).after(current, Map.of());
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers person = userInfo.read(me, tokens.accessToken());
        String account = person.text("account_id")
                .orElseThrow(() -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer has no account_id"));
        checkActive(person);
        EmailVerification verification = EmailClaims.verification(person);
        allowedDomains.check(person.text("email"), verification);
        // nicknames are shared, and an unverified address may be somebody else's: neither may name a person to SQL
        String username = verification == EmailVerification.VERIFIED
                ? person.text("email").orElse(account)
                : account;
        Map<String, String> facts = new LinkedHashMap<>();
        Fact.ATLASSIAN_ACCOUNT_ID.putInto(facts, account);
        facts.putAll(siteFacts(tokens.accessToken()));
        return new UserProfile(
                signIn.issuer(),
                account,
                username,
                person.text("email"),
                verification,
                person.text("name"),
                List.of(),
                List.of(),
                facts,
                Claims.of(person.tree()));
    }

    private static void checkActive(JsonMembers person) throws ProviderException {
        if (person.text("account_status")
                .filter(status -> !status.equals("active"))
                .isPresent()) {
            throw Step.PROFILE.refused(Policy.INACTIVE, "Atlassian says that this account is not active");
        }
    }

    /** No way to end a grant is documented. */
    @Override
    public Revocation revoke(ProviderTokens tokens) {
        return Revocation.NOT_SUPPORTED;
    }

    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Set.of(WebAddress.dataHost(me));
    }

    /** One grant for each person and app. */
    @Override
    public boolean limitsTokens() {
        return true;
    }

    @Override
    public void close() {
        signIn.close();
    }

    private Map<String, String> siteFacts(Secret accessToken) throws ProviderException {
        Sites sites = sites(accessToken);
        if (!site.isEmpty() && sites.chosen(site).isEmpty()) {
            throw Step.PROFILE.refused(
                    Policy.SITE,
                    sites.all().isEmpty()
                            ? "no accessible site, while site is configured: add scopes of Jira or Confluence to scope"
                            : "the person cannot use the site that the setting site names, or did not choose it");
        }
        return sites.facts(site);
    }

    /** Who has no site may sign in all the same; so may who has scopes for none. What may pass is a failure. */
    private Sites sites(Secret accessToken) throws ProviderException {
        try {
            return Sites.of(UserInfo.jsonList(userInfo.ask(resources, accessToken, "application/json")));
        } catch (ProviderException refused) {
            if (refused.failure() == Failure.CLIENT_REFUSED) {
                return Sites.of(List.of());
            }
            throw refused;
        }
    }
}
