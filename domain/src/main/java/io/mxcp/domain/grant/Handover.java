package io.mxcp.domain.grant;

import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.Sealer;
import java.util.Optional;

/**
 * What the provider left with us for a person, handed by one of their grants to another: sealed to the receiver's public half, so
 * that only a live token of the receiver opens it.
 *
 * @param turn its place in the person's order ({@link SealedSession#turn()}); part of what the seal covers, so that an old hand-over
 *     cannot be put in place of a newer one
 */
public record Handover(long turn, Sealed content) {
    /** Seals a session to one sibling. */
    public static Handover seal(long turn, ProviderSession session, Upstream upstream, Sibling to, Sealer sealer) {
        String context = context(turn, upstream.sealingContext(to.grant()));
        return new Handover(turn, sealer.sealTo(to.key(), context, session.toBytes()));
    }

    /**
     * Opens it for its receiver. Nothing if it was made for another grant or turn, was altered, or tells of another person than the
     * grant's owner, who must never get it.
     */
    public Optional<ProviderSession> open(Grant grant, SharingKeys keys, DataKey dataKey, Sealer sealer) {
        return keys.open(grant, dataKey)
                .flatMap(key -> sealer.openWith(key, context(turn, grant.sealingContext()), content))
                .flatMap(ProviderSession::ofBytes)
                .filter(session -> session.profile().owner().key().equals(grant.owner()));
    }

    private static String context(long turn, String place) {
        return place + " handover " + turn;
    }
}
