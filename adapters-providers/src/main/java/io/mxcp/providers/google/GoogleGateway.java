package io.mxcp.providers.google;

import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.oidc.OpenIdGateway;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signs people in at Google. */
final class GoogleGateway extends OpenIdGateway implements ProviderGateway {
    private static final String LONG_FORM = "https://www.googleapis.com/auth/userinfo.";
    private static final Set<String> SHORT_FORMS = Set.of("email", "profile");
    private static final Map<String, Fact> FACTS = Map.of(
            "hd", Fact.GOOGLE_HD,
            "given_name", Fact.GOOGLE_GIVEN_NAME,
            "family_name", Fact.GOOGLE_FAMILY_NAME,
            "locale", Fact.GOOGLE_LOCALE);

    private final AllowedDomains allowedDomains;
    private final Account account;

    GoogleGateway(
            OidcSignIn signIn,
            Map<String, String> authorizeParameters,
            AllowedDomains allowedDomains,
            Account account) {
        super(signIn, withConsent(authorizeParameters, allowedDomains));
        this.allowedDomains = allowedDomains;
        this.account = account;
    }

    /** Without both parameters a later sign-in brings no refresh token. */
    private static Map<String, String> withConsent(Map<String, String> parameters, AllowedDomains allowedDomains) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("access_type", "offline", "prompt", "consent"));
        if (allowedDomains.domains().size() == 1) {
            all.put("hd", allowedDomains.domains().iterator().next());
        }
        all.putAll(parameters);
        return all;
    }

    @Override
    public ProviderId id() {
        return GoogleFactory.TYPE;
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers person = signIn().userInfo(tokens);
        if (account.needsEmail() && person.text(Account.EMAIL).isEmpty()) {
            throw withoutEmail(tokens);
        }
        checkDomain(person.text("hd"));
        return new UserProfile(
                signIn().issuer(),
                tokens.facts().getOrDefault(OidcSignIn.SUBJECT_FACT, ""),
                account.username(person),
                account.email(person),
                account.verification(person),
                person.text("name"),
                List.of(),
                List.of(),
                facts(person, tokens),
                Claims.of(person.tree()));
    }

    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Set.of("*.googleapis.com");
    }

    private ProviderException withoutEmail(ProviderTokens tokens) {
        boolean asked = requestedScopes().contains("email") || requestedScopes().contains(LONG_FORM + "email");
        return asked && withheld(tokens).values().contains(new Scope(LONG_FORM + "email"))
                ? Step.PROFILE.failed(Failure.USER_DENIED, "the person did not let us see the e-mail address")
                : Step.PROFILE.failed(Failure.CLIENT_REFUSED, "the answer has no e-mail address: add email to scope");
    }

    /** A private account with a company's address has no {@code hd}. */
    private void checkDomain(Optional<String> domain) throws ProviderException {
        if (!allowedDomains.letEverybodyIn()
                && domain.filter(allowedDomains::contain).isEmpty()) {
            throw AllowedDomains.elsewhere();
        }
    }

    private Map<String, String> facts(JsonMembers person, ProviderTokens tokens) {
        Map<String, String> facts = new LinkedHashMap<>();
        FACTS.forEach((claim, fact) -> person.text(claim).ifPresent(value -> fact.putInto(facts, value)));
        Scopes withheld = withheld(tokens);
        if (!withheld.isEmpty()) {
            Fact.GOOGLE_WITHHELD_SCOPES.putInto(facts, withheld.toString());
        }
        return facts;
    }

    /** What the person did not allow of what was asked for, in Google's long form. */
    private Scopes withheld(ProviderTokens tokens) {
        return longForm(signIn().scopes()).minus(longForm(tokens.scopes()));
    }

    private static Scopes longForm(Scopes scopes) {
        return Scopes.of(scopes.values().stream()
                .map(scope -> SHORT_FORMS.contains(scope.value()) ? new Scope(LONG_FORM + scope.value()) : scope)
                .toList());
    }
}
