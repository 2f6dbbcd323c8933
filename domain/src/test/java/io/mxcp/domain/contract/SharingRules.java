package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Grants;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.ReceivedHandover;
import io.mxcp.domain.token.TokenPair;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How a person's grants share what the provider gave last. */
abstract class SharingRules extends RotationRules {
    private final SecretHash owner = Secrets.anyHash();

    @Test
    void handsWhatCameWithASignInToAnotherGrant() {
        AuthorizationCode first = live(1);
        Handover newer = handover(2);

        repository.store(code(2), Map.of(grant(first), newer));

        assertThat(waiting(first)).contains(newer);
        assertThat(repository.findHandover(grant(first), NOW).map(ReceivedHandover::keys))
                .isEqualTo(first.sharing());
    }

    @Test
    void keepsTheLatestHandoverInWhateverOrderTheyCome() {
        AuthorizationCode first = live(1);
        Handover latest = handover(5);

        hand(first, handover(3));
        hand(first, latest);
        hand(first, handover(4));
        hand(first, handover(5));

        assertThat(waiting(first)).contains(latest);
    }

    @Test
    void aHandoverThatIsNoLaterThanTheSessionHasNoEffect() {
        AuthorizationCode first = live(7);

        hand(first, handover(6));
        hand(first, handover(7));

        assertThat(waiting(first)).isEmpty();
    }

    @Test
    void takesUpAHandoverOnceAndItIsGone() {
        AuthorizationCode first = live(1);
        hand(first, handover(2));
        SealedSession adopted = new SealedSession(2, 2, Secrets.anySealed());

        assertThat(Race.of(() -> repository.replaceSession(grant(first), adopted)))
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);

        assertThat(waiting(first)).isEmpty();
        assertThat(repository.findSession(grant(first), NOW)).contains(adopted);
        hand(first, handover(2));
        assertThat(waiting(first)).isEmpty();
    }

    @Test
    void aLaterHandoverStaysWhileAnEarlierOneIsTakenUp() {
        AuthorizationCode first = live(1);
        Handover later = handover(9);
        hand(first, later);

        assertThat(repository.replaceSession(grant(first), new SealedSession(2, 5, Secrets.anySealed())))
                .isTrue();

        assertThat(waiting(first)).contains(later);
    }

    @Test
    void aSessionOfAnEarlierTurnReplacesNothing() {
        AuthorizationCode first = live(4);

        assertThat(repository.replaceSession(grant(first), new SealedSession(2, 3, Secrets.anySealed())))
                .isFalse();
        assertThat(repository.replaceSession(grant(first), new SealedSession(2, 4, Secrets.anySealed())))
                .isTrue();
    }

    @Test
    void handsOnAlsoWhereTheGrantItselfHasEnded() {
        AuthorizationCode ended = live(1);
        AuthorizationCode other = live(1);
        Handover newer = handover(2);
        repository.revoke(grant(ended));

        assertThat(repository.replaceSession(
                        grant(ended), new SealedSession(2, 2, Secrets.anySealed()), Map.of(grant(other), newer)))
                .isFalse();

        assertThat(waiting(other)).contains(newer);
    }

    @Test
    void onlyAGrantThatCanOpenItIsHandedAnything() {
        AuthorizationCode withoutKey = stored();
        redeemed(withoutKey);
        AuthorizationCode spentForNothing = code(1);
        repository.store(spentForNothing);
        repository.spend(spentForNothing.hash(), spentForNothing.grant().client(), NOW);
        AuthorizationCode ended = live(1);
        repository.revoke(grant(ended));

        for (AuthorizationCode code : new AuthorizationCode[] {withoutKey, spentForNothing, ended}) {
            hand(code, handover(2));
            assertThat(waiting(code)).isEmpty();
        }
        hand(withoutKey, handover(3));
        assertThat(repository.findHandover(GrantId.generate(Secrets.generator()), NOW))
                .isEmpty();
    }

    @Test
    void aGrantWhoseCodeWaitsFindsItsHandoverAfterTheRedemption() {
        AuthorizationCode code = code(1);
        repository.store(code);
        Handover newer = handover(2);
        hand(code, newer);
        assertThat(waiting(code)).isEmpty();

        redeemed(code);

        assertThat(waiting(code)).contains(newer);
        assertThat(repository.findHandover(grant(code), code.grant().endsAt())).isEmpty();
    }

    @Test
    void keepsTheLatestOfManyConcurrentHandovers() {
        AuthorizationCode first = live(1);
        AtomicLong turns = new AtomicLong(1);

        Race.of(() -> {
            hand(first, handover(turns.incrementAndGet()));
            return true;
        });

        assertThat(waiting(first).map(Handover::turn)).contains((long) Race.CALLERS + 1);
    }

    @Test
    void neitherAdoptionsNorHandoversThatRaceEverGoBack() {
        AuthorizationCode first = live(1);
        AtomicLong turns = new AtomicLong(1);

        Race.of(() -> {
            hand(first, handover(turns.incrementAndGet()));
            SealedSession seen = session(first);
            waiting(first)
                    .ifPresent(handed -> repository.replaceSession(
                            grant(first), new SealedSession(seen.version() + 1, handed.turn(), handed.content())));
            assertThat(session(first).turn()).isGreaterThanOrEqualTo(seen.turn());
            return true;
        });

        long last = waiting(first)
                .map(Handover::turn)
                .orElseGet(() -> session(first).turn());
        assertThat(last).isEqualTo(Race.CALLERS + 1);
    }

    @Test
    void siblingsAreTheOtherGrantsOfOnePersonAtOneProviderUnderOneName() {
        AuthorizationCode first = live(1);
        AuthorizationCode second = live(1);
        AuthorizationCode waiting = code(1);
        repository.store(waiting);
        Grant mine = first.grant();
        live(codeOf(new Issuer("https://other.example"), mine.provider(), owner));
        live(codeOf(mine.issuer(), new ProviderId("google"), owner));
        live(codeOf(mine.issuer(), mine.provider(), Secrets.anyHash()));
        repository.store(Codes.of(Grants.givenBy(owner, NOW), NOW.plusSeconds(300)));
        AuthorizationCode ended = live(1);
        repository.revoke(grant(ended));
        AuthorizationCode spent = code(1);
        repository.store(spent);
        repository.spend(spent.hash(), spent.grant().client(), NOW);

        assertThat(repository.findSiblings(mine, NOW)).containsExactlyInAnyOrder(sibling(second), sibling(waiting));
        assertThat(repository.findSiblings(mine, waiting.expiresAt())).containsExactly(sibling(second));
    }

    private static Sibling sibling(AuthorizationCode code) {
        return new Sibling(
                grant(code), code.grant().client(), code.sharing().orElseThrow().publicKey());
    }

    private AuthorizationCode codeOf(Issuer issuer, ProviderId provider, SecretHash person) {
        Grant usual = Grants.givenBy(person, NOW);
        return Codes.sharing(
                new Grant(
                        usual.id(),
                        usual.client(),
                        provider,
                        person,
                        usual.scopes(),
                        usual.resource(),
                        issuer,
                        usual.createdAt(),
                        usual.endsAt()),
                1,
                NOW.plusSeconds(300));
    }

    /** A grant of the person with its first tokens. */
    private AuthorizationCode live(long turn) {
        return live(code(turn));
    }

    private AuthorizationCode live(AuthorizationCode code) {
        repository.store(code);
        TokenPair first = Tokens.pairAt(NOW);
        redeem(code, first);
        return code;
    }

    private AuthorizationCode code(long turn) {
        return Codes.sharing(Grants.givenBy(owner, NOW), turn, NOW.plusSeconds(300));
    }

    private static Handover handover(long turn) {
        return new Handover(turn, Secrets.anySealed());
    }

    /** As a renewal by a grant that is not there any more does. */
    private void hand(AuthorizationCode to, Handover handover) {
        repository.replaceSession(
                GrantId.generate(Secrets.generator()),
                new SealedSession(2, handover.turn(), Secrets.anySealed()),
                Map.of(grant(to), handover));
    }

    private Optional<Handover> waiting(AuthorizationCode code) {
        return repository.findHandover(grant(code), NOW).map(ReceivedHandover::handover);
    }

    private SealedSession session(AuthorizationCode code) {
        return repository.findSession(grant(code), NOW).orElseThrow();
    }
}
