package io.mxcp.domain.token;

import io.mxcp.domain.grant.GrantId;

/** What came of presenting an authorization code. */
public sealed interface Redemption {
    /** It was good and is spent now. */
    record Redeemed() implements Redemption {}

    /** Its own client spent it before: the grant is suspect, revoke it (RFC 6749 §4.1.2). */
    record Replayed(GrantId grant) implements Redemption {}

    /** Never issued, expired, another client's, or forgotten. Nothing was changed. */
    record Unknown() implements Redemption {}
}
