package io.mxcp.providers.github;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oauth2.OAuth2SignIn;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Signs people in at GitHub. */
final class GitHubGateway implements ProviderGateway {
    private static final BigDecimal LARGEST_ID = BigDecimal.valueOf(Long.MAX_VALUE);

    private final OAuth2SignIn signIn;
    private final GitHubApi api;
    private final Membership membership;
    private final EmailAddresses emails;
    private final AppTokens appTokens;

    GitHubGateway(
            OAuth2SignIn signIn, GitHubApi api, Membership membership, EmailAddresses emails, AppTokens appTokens) {
        this.signIn = signIn;
        this.api = api;
        this.membership = membership;
        this.emails = emails;
        this.appTokens = appTokens;
    }

    @Override
    public ProviderId id() {
        return GitHubFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.requestedScopes();
    }

    @Override
    public URI authorizationUri(SignInRequest request) {
        return signIn.authorizationUri(request, Map.of());
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
        JsonMembers person = api.object("/user", tokens.accessToken());
        String id = id(person);
        String login = person.text("login").orElseThrow(() -> invalid("the answer has no login"));
        EmailAddresses.Email email = emails.of(person, tokens.accessToken());
        return new UserProfile(
                signIn.issuer(),
                id,
                login,
                email.address(),
                email.verification(),
                person.text("name"),
                membership.check(tokens.accessToken()),
                List.of(),
                facts(person, id, login),
                Claims.of(person.tree()));
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return appTokens.revoke(tokens);
    }

    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Set.of(api.host());
    }

    /** Ten tokens for each person; the oldest dies without a word. */
    @Override
    public boolean limitsTokens() {
        return true;
    }

    @Override
    public void close() {
        signIn.close();
    }

    /** A positive whole number, else it is no ID of GitHub. */
    private static String id(JsonMembers person) throws ProviderException {
        return person.number("id")
                .filter(number -> number.signum() > 0 && number.compareTo(LARGEST_ID) <= 0 && number.scale() == 0)
                .map(BigDecimal::toPlainString)
                .orElseThrow(() -> invalid("the answer has no id"));
    }

    private static Map<String, String> facts(JsonMembers person, String id, String login) {
        Map<String, String> facts = new LinkedHashMap<>();
        Fact.GITHUB_ID.putInto(facts, id);
        Fact.GITHUB_LOGIN.putInto(facts, login);
        person.text("avatar_url").ifPresent(address -> Fact.GITHUB_AVATAR_URL.putInto(facts, address));
        return facts;
    }

    private static ProviderException invalid(String what) {
        return Step.PROFILE.failed(Failure.INVALID_RESPONSE, what);
    }
}
