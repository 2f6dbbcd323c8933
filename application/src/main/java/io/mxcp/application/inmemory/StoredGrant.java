package io.mxcp.application.inmemory;

import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.RefreshToken;
import io.mxcp.domain.token.TokenFamily;
import io.mxcp.domain.token.TokenPair;
import io.mxcp.domain.token.TokenRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A grant with its code, in one of the states it passes through. */
sealed interface StoredGrant {
    AuthorizationCode code();

    /** From when on nothing can come of it any more. */
    Instant overAt();

    default Grant grant() {
        return code().grant();
    }

    /** What the provider left with us. */
    default SealedSession session() {
        return code().session();
    }

    /** Whether other grants of the person can hand something to it. */
    default boolean canReceive() {
        return code().sharing().isPresent() && !(this instanceof Wasted);
    }

    /** Its code waits to be redeemed. */
    record Unspent(AuthorizationCode code) implements StoredGrant {
        @Override
        public Instant overAt() {
            return earlier(code.expiresAt(), grant().endsAt());
        }
    }

    /** Its code was spent for nothing: it never becomes live. */
    record Wasted(AuthorizationCode code) implements StoredGrant {
        @Override
        public Instant overAt() {
            return earlier(code.expiresAt(), grant().endsAt());
        }
    }

    /** Its code was redeemed. */
    record Live(
            AuthorizationCode code,
            SecretHash access,
            Optional<RefreshToken> refresh,
            Optional<TokenFamily.Previous> previous,
            boolean successorSeen,
            SealedSession session,
            Lease lease,
            Instant overAt)
            implements StoredGrant {
        static Live first(AuthorizationCode code, TokenPair first) {
            return new Live(
                    code,
                    first.access().hash(),
                    first.refresh(),
                    Optional.empty(),
                    false,
                    code.session(),
                    new Lease(0, Instant.MIN),
                    earlier(code.grant().endsAt(), lastExpiry(first)));
        }

        Live rotated(RefreshToken replaced, TokenPair next, Sealed replay, Instant now) {
            return new Live(
                    code,
                    next.access().hash(),
                    next.refresh(),
                    Optional.of(new TokenFamily.Previous(replaced.hash(), now, replay)),
                    false,
                    session,
                    lease,
                    earlier(grant().endsAt(), later(overAt, lastExpiry(next))));
        }

        Live seen() {
            return new Live(code, access, refresh, previous, true, session, lease, overAt);
        }

        Live with(SealedSession next) {
            return new Live(code, access, refresh, previous, successorSeen, next, lease, overAt);
        }

        Live with(Lease next) {
            return new Live(code, access, refresh, previous, successorSeen, session, next, overAt);
        }

        boolean endedBy(Instant now) {
            return !now.isBefore(grant().endsAt());
        }

        Optional<TokenFamily> family(Instant now) {
            return current(now).map(current -> new TokenFamily(grant(), current, previous, successorSeen, session));
        }

        Optional<RefreshToken> current(Instant now) {
            return refresh.filter(token -> !endedBy(now) && now.isBefore(token.expiresAt()));
        }
    }

    /** The right to refresh at the provider, held until this time. */
    record Lease(long fence, Instant until) {
        /** Over, or from before the clock was set back: a new one of the usual length would end well before it. */
        boolean isFree(Instant now, Instant newUntil) {
            return !now.isBefore(until) || until.isAfter(newUntil.plus(TokenRepository.CLOCK_SLACK));
        }
    }

    private static Instant lastExpiry(TokenPair pair) {
        return Stream.concat(Stream.of(pair.access().expiresAt()), pair.refresh().map(RefreshToken::expiresAt).stream())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
