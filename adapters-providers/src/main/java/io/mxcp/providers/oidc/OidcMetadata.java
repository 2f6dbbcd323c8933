package io.mxcp.providers.oidc;

import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.wire.JsonMembers;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be known of an OpenID provider.
 *
 * @param issuer as in its ID tokens, compared character by character; where it holds {@value #TENANT_ID}, each tenant is an
 *     issuer of its own, named with its ID in that place
 * @param endpoints where to ask
 * @param keys where its public keys are (RFC 7517)
 * @param algorithms signatures that it uses and that we accept; asymmetric ones only
 * @param tellsIssuer whether it always names itself in callbacks (RFC 9207 §3)
 * @param clientAuthMethods how clients may prove themselves at its token endpoint; empty where it does not say
 * @param otherNames what its ID tokens may name as issuer besides
 * @param tenants the tenants whose people may come in ({@code tid}); empty: there is no such rule
 */
public record OidcMetadata(
        String issuer,
        Endpoints endpoints,
        URI keys,
        Set<String> algorithms,
        boolean tellsIssuer,
        Set<String> clientAuthMethods,
        Set<String> otherNames,
        Set<String> tenants) {
    /** All that we accept: never {@code none}, never one whose key is a shared secret. */
    public static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    static final String TENANT_ID = "{tenantid}";
    static final String TENANT_CLAIM = "tid";

    /** A provider with one name, which takes the secret in any way. */
    public OidcMetadata(String issuer, Endpoints endpoints, URI keys, Set<String> algorithms, boolean tellsIssuer) {
        this(issuer, endpoints, keys, algorithms, tellsIssuer, Set.of(), Set.of());
    }

    /** A provider without tenants. */
    public OidcMetadata(
            String issuer,
            Endpoints endpoints,
            URI keys,
            Set<String> algorithms,
            boolean tellsIssuer,
            Set<String> clientAuthMethods,
            Set<String> otherNames) {
        this(issuer, endpoints, keys, algorithms, tellsIssuer, clientAuthMethods, otherNames, Set.of());
    }

    /** Drops the algorithms that we do not accept. */
    public OidcMetadata {
        algorithms = algorithms.stream().filter(ASYMMETRIC::contains).collect(Collectors.toUnmodifiableSet());
        clientAuthMethods = Set.copyOf(clientAuthMethods);
        otherNames = Set.copyOf(otherNames);
        tenants = Set.copyOf(tenants);
    }

    /** Whether a token with these claims, which name an issuer, is the provider's own. */
    boolean isOwn(JsonMembers claims) {
        return claims.text("iss")
                .filter(named -> otherNames.contains(named) || issuerOf(claims).equals(Optional.of(named)))
                .isPresent();
    }

    /** Who vouches for a person with these claims of an ID token; nobody where a tenant must and is not named. */
    Optional<String> issuerOf(JsonMembers claims) {
        return issuer.contains(TENANT_ID)
                ? claims.text(TENANT_CLAIM).map(tenant -> issuer.replace(TENANT_ID, tenant))
                : Optional.of(issuer);
    }

    /** Whom a callback may name (RFC 9207): this issuer where it is one, else ours. */
    String expectedInCallback(Optional<String> named) {
        return named.filter(issuer -> tenants.stream()
                        .map(tenant -> issuer().replace(TENANT_ID, tenant))
                        .anyMatch(issuer::equals))
                .orElse(issuer);
    }
}
