package io.mxcp.providers.keycloak;

import com.google.gson.Gson;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.oidc.OpenIdGateway;
import io.mxcp.providers.oidc.PersonClaims;
import io.mxcp.providers.oidc.Told;
import io.mxcp.providers.wire.JsonMembers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Signs people in at a realm of a Keycloak. */
final class KeycloakGateway extends OpenIdGateway implements ProviderGateway {
    private static final Map<String, Fact> FACTS = Map.of(
            "given_name", Fact.KEYCLOAK_GIVEN_NAME,
            "family_name", Fact.KEYCLOAK_FAMILY_NAME,
            "locale", Fact.KEYCLOAK_LOCALE);

    private final Realm realm;
    private final String host;
    private final PersonClaims claims;

    KeycloakGateway(
            OidcSignIn signIn, Realm realm, String host, Map<String, String> authorizeParameters, PersonClaims claims) {
        super(signIn, authorizeParameters);
        this.realm = realm;
        this.host = host;
        this.claims = claims;
    }

    @Override
    public ProviderId id() {
        return KeycloakFactory.TYPE;
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers userInfo = signIn().userInfo(tokens);
        Optional<JsonMembers> token = signIn().accessTokenClaims(tokens);
        Told told = Told.of(userInfo, tokens, token);
        PersonClaims.Person person = claims.of(signIn().subject(tokens), told);
        List<String> roles = token.map(KeycloakGateway::roles).orElse(List.of());
        return new UserProfile(
                signIn().issuer(tokens),
                person.subject(),
                person.username(),
                person.email(),
                person.emailVerification(),
                told.text("name"),
                person.groups(),
                roles,
                facts(told, person.groups(), roles),
                told.claims());
    }

    /** Its people's data is there; the internal address is between the two servers. */
    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Set.of(host);
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

    /** Lists are JSON: names of groups and roles may hold any character, a space or comma too. */
    private Map<String, String> facts(Told told, List<String> groups, List<String> roles) {
        Map<String, String> facts = new LinkedHashMap<>();
        Fact.KEYCLOAK_REALM.putInto(facts, realm.name());
        Fact.KEYCLOAK_ROLES.putInto(facts, new Gson().toJson(roles));
        Fact.KEYCLOAK_GROUPS.putInto(facts, new Gson().toJson(groups));
        FACTS.forEach((claim, fact) -> told.text(claim).ifPresent(value -> fact.putInto(facts, value)));
        return facts;
    }
}
