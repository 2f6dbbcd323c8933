package io.mxcp.domain.provider;

import java.time.Duration;
import java.time.Instant;

/** When a provider's token ends: at a time, never, or the provider does not say. */
public sealed interface Expiry {
    /** It ends then. */
    record At(Instant time) implements Expiry {}

    /** It ends only when it is revoked (an OAuth app's token of GitHub). */
    record Never() implements Expiry {}

    /** The provider does not say (Salesforce): use it until it is refused. */
    record Unknown() implements Expiry {}

    /** Whether it is known to end within the margin from now. */
    default boolean isDue(Instant now, Duration margin) {
        return this instanceof At at && !at.time().isAfter(now.plus(margin));
    }
}
