package io.mxcp.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of two sessions that two threads put for one token, the newer stays, whichever thread comes last. */
class AccessCacheTest {
    private static final Instant NOW = TestClock.START;

    private final AccessCache cache = new AccessCache();
    private final SecretHash hash = Secrets.anyHash();
    private final AccessToken token = Tokens.pairAt(NOW).access();
    private final Grant grant = Grants.givenAt(NOW);
    private final DataKey key = DataKey.generate(Secrets.generator());
    private final Access first = version(1);
    private final Access second = version(2);

    @Test
    void anEarlierSessionDoesNotReplaceALaterOne() {
        put(first);
        cache.replace(hash, second);

        cache.replace(hash, first);

        assertThat(cache.find(hash, NOW)).contains(second);
    }

    @Test
    void aFailureToRenewAnEarlierSessionSaysNothingOfALaterOne() {
        put(first);
        cache.replace(hash, second);

        cache.replace(hash, first.renewedNotBefore(NOW.plusSeconds(30)));

        assertThat(cache.find(hash, NOW)).contains(second);
    }

    @Test
    void aLookThatBeganBeforeARenewalDoesNotUndoIt() {
        put(first);
        cache.replace(hash, second);

        put(first);

        assertThat(cache.find(hash, NOW)).contains(second);
    }

    @Test
    void whoeverLeavesTheProviderAloneForLongerPrevails() {
        put(first);
        cache.replace(hash, first.renewedNotBefore(NOW.plusSeconds(30)));

        cache.replace(hash, first.renewedNotBefore(NOW.plusSeconds(10)));

        assertThat(cache.find(hash, NOW)).contains(first.renewedNotBefore(NOW.plusSeconds(30)));
    }

    @Test
    void anotherLookBeginsAnew() {
        put(first.renewedNotBefore(NOW.plusSeconds(30)));

        put(first);

        assertThat(cache.find(hash, NOW)).contains(first);
    }

    @Test
    void replacesNothingThatIsNotKnown() {
        cache.replace(hash, second);

        assertThat(cache.find(hash, NOW)).isEmpty();
    }

    /** Else tokens that are over would fill the place of those in use. */
    @Test
    void makesRoomByWhatIsNotTrustedAnyMore() {
        Instant before = NOW.minus(AccessCache.TRUSTED_FOR);
        List<SecretHash> others =
                Stream.generate(Secrets::anyHash).limit(AccessCache.MAX_ENTRIES).toList();
        others.forEach(other -> cache.put(other, lookedUp(first, before), cache.epoch()));
        assertThat(others).allMatch(other -> cache.find(other, before).isPresent());

        put(first);

        assertThat(cache.find(hash, NOW)).contains(first);
        assertThat(others).noneMatch(other -> cache.find(other, before).isPresent());
    }

    @Test
    void makesRoomByAnyTenthWhereAllAreTrusted() {
        List<SecretHash> others =
                Stream.generate(Secrets::anyHash).limit(AccessCache.MAX_ENTRIES).toList();
        others.forEach(other -> cache.put(other, first, cache.epoch()));

        put(first);

        assertThat(others.stream().filter(other -> cache.find(other, NOW).isPresent()))
                .hasSizeBetween(AccessCache.MAX_ENTRIES * 8 / 10, AccessCache.MAX_ENTRIES - 1);
    }

    private static Access lookedUp(Access access, Instant at) {
        return new Access(
                access.token(),
                access.grant(),
                access.dataKey(),
                access.sealed(),
                access.session(),
                access.user(),
                at,
                access.renewNotBefore());
    }

    private void put(Access access) {
        cache.put(hash, access, cache.epoch());
    }

    private Access version(long version) {
        ProviderTokens tokens = new ProviderTokens(
                Secret.of("token " + version),
                new Expiry.Never(),
                Optional.empty(),
                new Expiry.Never(),
                Scopes.NONE,
                false,
                Map.of());
        ProviderSession session = new ProviderSession(tokens, StrictProvider.profileOf("alice"));
        AuthenticatedUser user = new AuthenticatedUser(
                grant.provider(), session.profile(), tokens.accessToken(), Scopes.NONE, grant.client(), grant.id());
        SealedSession sealed = new SealedSession(version, Secrets.anySealed());
        return new Access(token, grant, key, sealed, session, user, NOW, Instant.MIN);
    }
}
