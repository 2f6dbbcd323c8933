package io.mxcp.domain.grant;

import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SharingKey;
import io.mxcp.domain.secret.SharingPublicKey;
import java.util.Optional;

/**
 * A grant's key pair as it is stored: other grants of the person seal to the public half, only the grant's own tokens open the
 * private one.
 *
 * @param privateKey sealed under the grant's data key
 */
public record SharingKeys(SharingPublicKey publicKey, Sealed privateKey) {
    /** A new pair for this grant. */
    public static SharingKeys generate(Grant grant, DataKey dataKey, SecretGenerator generator) {
        SharingKey key = SharingKey.generate(generator);
        return new SharingKeys(key.publicHalf(), key.sealed(dataKey, context(grant), generator));
    }

    /** The private half; nothing if the data key is not the grant's, or the bytes were altered. */
    Optional<SharingKey> open(Grant grant, DataKey dataKey) {
        return SharingKey.open(privateKey, dataKey, context(grant));
    }

    private static String context(Grant grant) {
        return grant.sealingContext() + " sharing key";
    }
}
