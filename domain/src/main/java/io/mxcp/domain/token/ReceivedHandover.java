package io.mxcp.domain.token;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SharingKeys;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import java.util.Optional;

/** What was handed to a grant and waits for one of its tokens to open it. */
public record ReceivedHandover(Handover handover, SharingKeys keys) {
    /** Its place in the person's order. */
    public long turn() {
        return handover.turn();
    }

    /** Opens it, as {@link Handover#open}. */
    public Optional<ProviderSession> open(Grant grant, DataKey dataKey, Sealer sealer) {
        return handover.open(grant, keys, dataKey, sealer);
    }
}
