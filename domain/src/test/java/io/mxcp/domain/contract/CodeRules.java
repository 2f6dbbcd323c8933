package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.TokenPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a code becomes tokens, once. */
abstract class CodeRules extends TokenRules {
    @Test
    void showsACodeAsItWasStoredWhetherGoodExpiredOrSpent() {
        AuthorizationCode code = stored();

        assertThat(repository.look(code.hash())).contains(code);
        redeemed(code);
        assertThat(repository.look(code.hash())).contains(code);
        assertThat(repository.look(Secrets.anyHash())).isEmpty();
    }

    @Test
    void makesTheGrantLiveWithItsFirstTokens() {
        AuthorizationCode code = stored();
        assertThat(repository.findSession(grant(code), NOW)).isEmpty();

        TokenPair first = redeemed(code);

        assertThat(repository.findAccessToken(first.access().hash(), NOW))
                .contains(new LiveAccessToken(first.access(), code.grant(), code.session()));
        assertThat(repository.findFamily(grant(code), NOW).orElseThrow().current())
                .isEqualTo(Tokens.refreshOf(first));
        assertThat(repository.findSession(grant(code), NOW)).contains(code.session());
    }

    @Test
    void tellsAReplayByItsOwnClientAndIssuesNothing() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        TokenPair second = Tokens.pairAt(NOW);

        assertThat(repository.redeem(code.hash(), code.grant().client(), second, NOW))
                .isEqualTo(new Redemption.Replayed(grant(code)));

        assertThat(isGood(second, NOW)).isFalse();
        assertThat(isGood(first, NOW)).isTrue();
    }

    @Test
    void remembersASpentCodeForAsLongAsItsGrant() {
        AuthorizationCode code = stored();
        TokenPair first = redeemed(code);
        var afterAWeek = NOW.plus(Duration.ofDays(7));
        repository.sweep(afterAWeek, 500);

        assertThat(repository.redeem(code.hash(), code.grant().client(), first, afterAWeek))
                .isEqualTo(new Redemption.Replayed(grant(code)));
        assertThat(repository.redeem(
                        code.hash(), code.grant().client(), first, code.grant().endsAt()))
                .isEqualTo(new Redemption.Unknown());
    }

    @Test
    void anotherClientHasNoEffectOnACode() {
        AuthorizationCode code = stored();

        assertThat(repository.redeem(code.hash(), Clients.anyId(), Tokens.pairAt(NOW), NOW))
                .isEqualTo(new Redemption.Unknown());
        assertThat(repository.spend(code.hash(), Clients.anyId(), NOW)).isEqualTo(new Redemption.Unknown());

        redeemed(code);
        assertThat(repository.redeem(code.hash(), Clients.anyId(), Tokens.pairAt(NOW), NOW))
                .isEqualTo(new Redemption.Unknown());
    }

    @Test
    void anUnknownCodeIsUnknown() {
        assertThat(repository.redeem(Secrets.anyHash(), Clients.anyId(), Tokens.pairAt(NOW), NOW))
                .isEqualTo(new Redemption.Unknown());
        assertThat(repository.spend(Secrets.anyHash(), Clients.anyId(), NOW)).isEqualTo(new Redemption.Unknown());
    }

    @Test
    void aCodeIsGoodToTheLastMomentBeforeItsExpiry() {
        AuthorizationCode code = stored();
        AuthorizationCode late = stored();

        assertThat(repository.redeem(
                        code.hash(),
                        code.grant().client(),
                        Tokens.pairAt(NOW),
                        code.expiresAt().minus(A_MOMENT)))
                .isEqualTo(new Redemption.Redeemed());
        assertThat(repository.redeem(late.hash(), late.grant().client(), Tokens.pairAt(NOW), late.expiresAt()))
                .isEqualTo(new Redemption.Unknown());
        assertThat(repository.spend(late.hash(), late.grant().client(), late.expiresAt()))
                .isEqualTo(new Redemption.Unknown());
    }

    @Test
    void aCodeSpentForNothingIssuesNothingEver() {
        AuthorizationCode code = stored();
        TokenPair pair = Tokens.pairAt(NOW);

        assertThat(repository.spend(code.hash(), code.grant().client(), NOW)).isEqualTo(new Redemption.Redeemed());

        assertThat(repository.redeem(code.hash(), code.grant().client(), pair, NOW))
                .isEqualTo(new Redemption.Replayed(grant(code)));
        assertThat(isGood(pair, NOW)).isFalse();
        assertThat(repository.findFamily(grant(code), NOW)).isEmpty();
        assertThat(repository.findSession(grant(code), NOW)).isEmpty();
    }

    @Test
    void spendingARedeemedCodeIsAReplay() {
        AuthorizationCode code = stored();
        redeemed(code);

        assertThat(repository.spend(code.hash(), code.grant().client(), NOW))
                .isEqualTo(new Redemption.Replayed(grant(code)));
    }

    @Test
    void aCodeOfAGrantThatIsOverIsUnknown() {
        AuthorizationCode code = Codes.of(Grants.givenAt(NOW), NOW.plus(Duration.ofDays(100)));
        repository.store(code);

        assertThat(repository.redeem(
                        code.hash(),
                        code.grant().client(),
                        Tokens.pairAt(NOW),
                        code.grant().endsAt()))
                .isEqualTo(new Redemption.Unknown());
    }

    @Test
    void letsOneOfManyConcurrentCallersRedeemACode() {
        AuthorizationCode code = stored();

        var outcomes = Race.of(() -> repository.redeem(code.hash(), code.grant().client(), Tokens.pairAt(NOW), NOW));

        assertThat(outcomes).filteredOn(new Redemption.Redeemed()::equals).hasSize(1);
        assertThat(outcomes)
                .filteredOn(new Redemption.Replayed(grant(code))::equals)
                .hasSize(Race.CALLERS - 1);
    }

    @Test
    void letsOneOfManyConcurrentCallersSpendACode() {
        AuthorizationCode code = stored();

        assertThat(Race.of(() -> repository.spend(code.hash(), code.grant().client(), NOW)))
                .filteredOn(new Redemption.Redeemed()::equals)
                .hasSize(1);
    }
}
