package io.mxcp.domain.provider;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;

/** The identity of a person: the provider's issuer and its immutable subject there, nothing else (T22). */
public record ResourceOwner(String issuer, String subject) {
    /** What is stored in its place: lets all grants of a person be found, and names nobody. */
    public SecretHash key() {
        return SecretHash.of(Secret.of(issuer.length() + ":" + issuer + subject));
    }
}
