package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.wire.JsonMembers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs people in at any OpenID provider. */
final class OidcGateway extends OpenIdGateway implements ProviderGateway {
    private static final Map<String, Fact> FACTS = Map.of(
            OidcMetadata.TENANT_CLAIM,
            Fact.OIDC_TENANT,
            "preferred_username",
            Fact.OIDC_PREFERRED_USERNAME,
            "given_name",
            Fact.OIDC_GIVEN_NAME,
            "family_name",
            Fact.OIDC_FAMILY_NAME,
            "locale",
            Fact.OIDC_LOCALE);

    private final Set<String> hosts;
    private final PersonClaims claims;

    OidcGateway(OidcSignIn signIn, Set<String> hosts, Map<String, String> authorizeParameters, PersonClaims claims) {
        super(signIn, authorizeParameters);
        this.hosts = hosts;
        this.claims = claims;
    }

    @Override
    public ProviderId id() {
        return OidcFactory.TYPE;
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers userInfo = signIn().userInfo(tokens);
        Told told = Told.of(userInfo, tokens, accessToken(tokens));
        PersonClaims.Person person = claims.of(signIn().subject(tokens), told);
        return new UserProfile(
                signIn().issuer(tokens),
                person.subject(),
                person.username(),
                person.email(),
                person.emailVerification(),
                told.text("name"),
                person.groups(),
                told.texts("roles"),
                facts(told, tokens),
                told.claims());
    }

    /** An access token is for the provider's interfaces to read: one that we cannot check tells us nothing. */
    private Optional<JsonMembers> accessToken(ProviderTokens tokens) throws ProviderException {
        try {
            return signIn().accessTokenClaims(tokens);
        } catch (ProviderException unreadable) {
            if (unreadable.failure() != Failure.INVALID_RESPONSE) {
                throw unreadable;
            }
            return Optional.empty();
        }
    }

    private Map<String, String> facts(Told told, ProviderTokens tokens) throws ProviderException {
        Map<String, String> facts = new LinkedHashMap<>();
        Fact.OIDC_ISSUER.putInto(facts, signIn().issuer(tokens));
        FACTS.forEach((claim, fact) -> told.text(claim).ifPresent(value -> fact.putInto(facts, value)));
        return facts;
    }

    /** The issuer's, and that of user info where it is known: some have one for their interfaces. */
    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Stream.concat(hosts.stream(), signIn().userInfoHost().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
