package io.mxcp.providers.google;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Signs people in at Google. */
final class GoogleGateway implements ProviderGateway {
    private static final String LONG_FORM = "https://www.googleapis.com/auth/userinfo.";
    private static final Set<String> SHORT_FORMS = Set.of("email", "profile");
    private static final List<String> FACTS = List.of("hd", "given_name", "family_name", "locale");

    private final OidcSignIn signIn;
    private final Set<String> allowedDomains;

    /** No domain at all lets everybody in. */
    GoogleGateway(OidcSignIn signIn, Set<String> allowedDomains) {
        this.signIn = signIn;
        this.allowedDomains = Set.copyOf(allowedDomains);
    }

    @Override
    public ProviderId id() {
        return GoogleFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.scopes().values().stream().map(Scope::value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Without both parameters a later sign-in brings no refresh token. */
    @Override
    public URI authorizationUri(SignInRequest request) throws ProviderException {
        Map<String, String> extras = new LinkedHashMap<>(Map.of("access_type", "offline", "prompt", "consent"));
        if (allowedDomains.size() == 1) {
            extras.put("hd", allowedDomains.iterator().next());
        }
        return signIn.authorizationUri(request, extras);
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return signIn.readCallback(answer);
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        return signIn.exchange(code, request);
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        return signIn.refresh(current);
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers person = signIn.userInfo(tokens);
        String email = person.text("email").orElseThrow(() -> withoutEmail(tokens));
        EmailVerification verification = verification(person);
        if (verification == EmailVerification.UNVERIFIED) {
            // the username is the address: whoever has not shown that it is theirs must not pass for its owner
            throw refused("Google does not vouch for the e-mail address");
        }
        checkDomain(person.text("hd"));
        return new UserProfile(
                signIn.issuer(),
                tokens.facts().getOrDefault(OidcSignIn.SUBJECT_FACT, ""),
                email,
                Optional.of(email),
                verification,
                person.text("name"),
                List.of(),
                List.of(),
                facts(person, tokens));
    }

    /** Ends the whole grant, whichever of its tokens is sent. */
    @Override
    public Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return signIn.revoke(tokens);
    }

    /** The older user info says {@code verified_email}. */
    private static EmailVerification verification(JsonMembers person) {
        return person.flag("verified_email")
                .filter(old -> !person.has("email_verified"))
                .map(verified -> verified ? EmailVerification.VERIFIED : EmailVerification.UNVERIFIED)
                .orElseGet(() -> EmailClaims.verification(person));
    }

    private ProviderException withoutEmail(ProviderTokens tokens) {
        boolean asked = requestedScopes().contains("email") || requestedScopes().contains(LONG_FORM + "email");
        return asked && withheld(tokens).values().contains(new Scope(LONG_FORM + "email"))
                ? Step.PROFILE.failed(Failure.USER_DENIED, "the person did not let us see the e-mail address")
                : Step.PROFILE.failed(Failure.CLIENT_REFUSED, "the answer has no e-mail address: add email to scope");
    }

    private void checkDomain(Optional<String> domain) throws ProviderException {
        boolean allowed = domain.map(name -> name.toLowerCase(Locale.ROOT))
                .filter(allowedDomains::contains)
                .isPresent();
        if (!allowedDomains.isEmpty() && !allowed) {
            throw refused("not an account of a domain in allowed_domains");
        }
    }

    private static ProviderException refused(String what) {
        return Step.PROFILE.failed(Failure.POLICY_REFUSED, what);
    }

    private Map<String, String> facts(JsonMembers person, ProviderTokens tokens) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String claim : FACTS) {
            person.text(claim).ifPresent(value -> facts.put("google." + claim, value));
        }
        Scopes withheld = withheld(tokens);
        if (!withheld.isEmpty()) {
            facts.put("google.withheld_scopes", withheld.toString());
        }
        return facts;
    }

    /** What the person did not allow of what was asked for, in Google's long form. */
    private Scopes withheld(ProviderTokens tokens) {
        return longForm(signIn.scopes()).minus(longForm(tokens.scopes()));
    }

    private static Scopes longForm(Scopes scopes) {
        return Scopes.of(scopes.values().stream()
                .map(scope -> SHORT_FORMS.contains(scope.value()) ? new Scope(LONG_FORM + scope.value()) : scope)
                .toList());
    }
}
