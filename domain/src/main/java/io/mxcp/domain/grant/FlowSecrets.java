package io.mxcp.domain.grant;

import io.mxcp.domain.secret.Fields;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;

/**
 * The secrets of one flow that have to be read again: the client's own state, and what binds the sign-in at the provider to
 * us. Stored sealed only; what opens them is in the browser's hands.
 *
 * @param clientState to be given back to the client as it came (RFC 6749 §4.1.2)
 * @param verifier behind our code challenge to the provider
 * @param nonce to be found in the provider's ID token
 */
public record FlowSecrets(Optional<Secret> clientState, Secret verifier, Secret nonce) {
    private static final String CONTEXT = "flow";

    /** Seals them so that only the opener (the flow's handle, later our state) and a key of this server open them. */
    public Sealed seal(Sealer sealer, Secret opener) {
        byte[] plaintext = Fields.write()
                .putSecret(clientState)
                .putSecret(verifier)
                .putSecret(nonce)
                .toBytes();
        return sealer.seal(opener, CONTEXT, plaintext);
    }

    /** Opens them; nothing if the opener is not theirs or the server key is gone. */
    public static Optional<FlowSecrets> open(Sealer sealer, Secret opener, Sealed sealed) {
        return sealer.open(opener, CONTEXT, sealed).map(plaintext -> {
            Fields fields = Fields.read(plaintext);
            return new FlowSecrets(fields.takeOptionalSecret(), fields.takeSecret(), fields.takeSecret());
        });
    }
}
