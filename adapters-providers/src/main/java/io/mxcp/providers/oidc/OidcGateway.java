package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Signs people in at any OpenID provider. */
final class OidcGateway implements ProviderGateway {
    private static final List<String> FACTS = List.of("preferred_username", "given_name", "family_name", "locale");

    private final OidcSignIn signIn;
    private final Map<String, String> authorizeParameters;
    private final PersonClaims claims;

    OidcGateway(OidcSignIn signIn, Map<String, String> authorizeParameters, PersonClaims claims) {
        this.signIn = signIn;
        this.authorizeParameters = new LinkedHashMap<>(authorizeParameters);
        this.claims = claims;
    }

    @Override
    public ProviderId id() {
        return OidcFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.scopes().values().stream().map(Scope::value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public URI authorizationUri(SignInRequest request) throws ProviderException {
        return signIn.authorizationUri(request, authorizeParameters);
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
        PersonClaims.Person person = claims.of(signIn.userInfo(tokens), tokens);
        Map<String, String> facts = new LinkedHashMap<>();
        for (String claim : FACTS) {
            person.text(claim).ifPresent(value -> facts.put("oidc." + claim, value));
        }
        return new UserProfile(
                signIn.issuer(),
                person.subject(),
                person.username(),
                person.email(),
                person.emailVerification(),
                person.text("name"),
                person.groups(),
                List.of(),
                facts);
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return signIn.revoke(tokens);
    }
}
