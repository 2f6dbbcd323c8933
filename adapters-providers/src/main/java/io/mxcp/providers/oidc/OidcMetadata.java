package io.mxcp.providers.oidc;

import io.mxcp.providers.oauth2.Endpoints;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be known of an OpenID provider.
 *
 * @param issuer as in its ID tokens, compared character by character
 * @param endpoints where to ask
 * @param keys where its public keys are (RFC 7517)
 * @param algorithms signatures that it uses and that we accept; asymmetric ones only
 * @param tellsIssuer whether it always names itself in callbacks (RFC 9207 §3)
 * @param clientAuthMethods how clients may prove themselves at its token endpoint; empty where it does not say
 * @param otherNames what its ID tokens may name as issuer besides
 */
public record OidcMetadata(
        String issuer,
        Endpoints endpoints,
        URI keys,
        Set<String> algorithms,
        boolean tellsIssuer,
        Set<String> clientAuthMethods,
        Set<String> otherNames) {
    /** All that we accept: never {@code none}, never one whose key is a shared secret. */
    public static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /** A provider with one name, which takes the secret in any way. */
    public OidcMetadata(String issuer, Endpoints endpoints, URI keys, Set<String> algorithms, boolean tellsIssuer) {
        this(issuer, endpoints, keys, algorithms, tellsIssuer, Set.of(), Set.of());
    }

    /** Drops the algorithms that we do not accept. */
    public OidcMetadata {
        algorithms = algorithms.stream().filter(ASYMMETRIC::contains).collect(Collectors.toUnmodifiableSet());
        clientAuthMethods = Set.copyOf(clientAuthMethods);
        otherNames = Set.copyOf(otherNames);
    }

    /** Whether a token that names this issuer is the provider's own. */
    boolean isOwn(String named) {
        return named.equals(issuer) || otherNames.contains(named);
    }
}
