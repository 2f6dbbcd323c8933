package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenPair;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/** What the rules of a {@link TokenRepository} are told with. */
abstract class TokenRules {
    static final Instant NOW = TestClock.START;
    static final Duration A_MOMENT = Duration.ofMillis(1);

    TokenRepository repository;

    /** An empty one. */
    protected abstract TokenRepository newRepository();

    @BeforeEach
    final void createRepository() {
        repository = newRepository();
    }

    final AuthorizationCode stored() {
        AuthorizationCode code = Codes.liveAt(NOW);
        repository.store(code);
        return code;
    }

    final TokenPair redeemed(AuthorizationCode code) {
        TokenPair first = Tokens.pairAt(NOW);
        redeem(code, first);
        return first;
    }

    final void redeem(AuthorizationCode code, TokenPair first) {
        assertThat(repository.redeem(code.hash(), code.grant().client(), first, NOW))
                .isEqualTo(new Redemption.Redeemed());
    }

    final TokenPair rotated(AuthorizationCode code, TokenPair current, Instant now) {
        TokenPair next = Tokens.pairAt(now);
        assertThat(rotate(code, current, next, now)).isEqualTo(Rotation.ROTATED);
        return next;
    }

    final Rotation rotate(AuthorizationCode code, TokenPair current, TokenPair next, Instant now) {
        return repository.rotate(grant(code), refresh(current), next, Tokens.replay(), now);
    }

    static GrantId grant(AuthorizationCode code) {
        return code.grant().id();
    }

    static SecretHash refresh(TokenPair pair) {
        return Tokens.refreshOf(pair).hash();
    }

    final boolean isGood(TokenPair pair, Instant now) {
        return repository.findAccessToken(pair.access().hash(), now).isPresent();
    }
}
