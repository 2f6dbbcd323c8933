package io.mxcp.providers.keycloak;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Signs people in at a realm of a Keycloak. */
final class KeycloakGateway implements ProviderGateway {
    private final OidcSignIn signIn;
    private final Realm realm;

    KeycloakGateway(OidcSignIn signIn, Realm realm) {
        this.signIn = signIn;
        this.realm = realm;
    }

    @Override
    public ProviderId id() {
        return KeycloakFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.scopes().values().stream().map(Scope::value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public URI authorizationUri(SignInRequest request) throws ProviderException {
        return signIn.authorizationUri(request, Map.of());
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
        Optional<JsonMembers> token = signIn.accessTokenClaims(tokens);
        String username = person.text("preferred_username")
                .orElseThrow(() -> Step.PROFILE.failed(
                        Failure.CLIENT_REFUSED, "the answer has no preferred_username: add profile to scope"));
        return new UserProfile(
                signIn.issuer(),
                person.text("sub").orElseThrow(),
                username,
                person.text("email"),
                EmailClaims.verification(person),
                person.text("name"),
                groups(person, token),
                token.map(KeycloakGateway::roles).orElse(List.of()),
                facts(person));
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return signIn.revoke(tokens);
    }

    /** User info beats the access token where both tell. */
    private static List<String> groups(JsonMembers person, Optional<JsonMembers> token) {
        return person.has("groups")
                ? person.texts("groups")
                : token.map(claims -> claims.texts("groups")).orElse(List.of());
    }

    private static List<String> roles(JsonMembers token) {
        List<String> roles = new ArrayList<>();
        token.object("realm_access").ifPresent(realmRoles -> roles.addAll(realmRoles.texts("roles")));
        token.object("resource_access").ifPresent(clients -> {
            for (String client : new TreeSet<>(clients.names())) {
                clients.object(client).stream()
                        .flatMap(access -> access.texts("roles").stream())
                        .forEach(role -> roles.add(client + ":" + role));
            }
        });
        return roles;
    }

    private Map<String, String> facts(JsonMembers person) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("keycloak.realm", realm.name());
        for (String claim : List.of("given_name", "family_name", "locale")) {
            person.text(claim).ifPresent(value -> facts.put("keycloak." + claim, value));
        }
        return facts;
    }
}
