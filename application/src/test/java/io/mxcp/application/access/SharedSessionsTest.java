package io.mxcp.application.access;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.fixture.CountedTokens;
import io.mxcp.application.fixture.StrictProvider;
import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.application.token.TokenResponse;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.TokenRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a provider keeps few tokens for a person, all their grants share the newest. */
@Timeout(60)
class SharedSessionsTest {
    private static final Duration MORE_THAN_TRUSTED = Duration.ofSeconds(31);

    private final TestBroker broker = limited(1);

    /** A broker at a provider that keeps so many sign-ins of a person. */
    private static TestBroker limited(int most) {
        TestBroker broker = new TestBroker();
        broker.provider.keepSessionsPerPerson(most);
        broker.restart();
        return broker;
    }

    @Test
    void anEleventhClientDoesNotSignOutTheFirst() {
        TestBroker github = limited(10);
        github.provider.giveEndlessTokens();
        github.provider.giveNoRefreshTokens();
        List<TokenResponse> clients = new ArrayList<>();
        for (int client = 1; client <= 25; client++) {
            clients.add(github.signIn());
            github.use(clients.get(0).accessToken());
        }

        Secret newest =
                github.use(clients.get(24).accessToken()).externalToken().orElseThrow();
        for (TokenResponse client : clients) {
            assertThat(github.use(client.accessToken()).externalToken().orElseThrow())
                    .isEqualTo(newest);
            github.refresh(refreshOf(client));
        }
        assertThat(github.provider.honours(newest)).isTrue();
    }

    @Test
    void aSecondSignInGivesItsTokensToTheFirstWhichItVoided() {
        TokenResponse first = broker.signIn();
        Secret voided = broker.use(first.accessToken()).externalToken().orElseThrow();

        TokenResponse second = broker.signIn();

        assertThat(broker.provider.honours(voided)).isFalse();
        assertThat(broker.use(first.accessToken()).externalToken().orElseThrow())
                .isEqualTo(broker.use(second.accessToken()).externalToken().orElseThrow());
    }

    @Test
    void anotherProcessFindsThemWhenItLooksTheTokenUpAgain() {
        TokenResponse first = broker.signIn();
        AuthorizationServer other = broker.server();
        Secret voided = other.authenticate()
                .authenticate(first.accessToken(), TestBroker.ISSUER)
                .externalToken()
                .orElseThrow();
        broker.restart();
        Secret newest =
                broker.use(broker.signIn().accessToken()).externalToken().orElseThrow();

        assertThat(other.authenticate()
                        .authenticate(first.accessToken(), TestBroker.ISSUER)
                        .externalToken()
                        .orElseThrow())
                .isEqualTo(voided);
        broker.clock.advance(MORE_THAN_TRUSTED);
        assertThat(other.authenticate()
                        .authenticate(first.accessToken(), TestBroker.ISSUER)
                        .externalToken()
                        .orElseThrow())
                .isEqualTo(newest);
    }

    @Test
    void aGrantWhoseCodeIsNotRedeemedYetGetsThemToo() {
        Secret code = broker.code("alice");
        TokenResponse second = broker.signIn();

        TokenResponse first = broker.redeem(code);

        assertThat(broker.use(first.accessToken()).externalToken().orElseThrow())
                .isEqualTo(broker.use(second.accessToken()).externalToken().orElseThrow());
    }

    @Test
    void oneRenewalServesAllGrants() {
        TokenResponse first = broker.signIn();
        TokenResponse second = broker.signIn();
        broker.letProviderTokensBecomeDue();

        Secret renewed = broker.use(second.accessToken()).externalToken().orElseThrow();

        assertThat(broker.use(first.accessToken()).externalToken().orElseThrow())
                .isEqualTo(renewed);
        broker.refresh(refreshOf(first));
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
        broker.letProviderTokensBecomeDue();
        assertThat(broker.use(broker.refresh(refreshOf(second)).accessToken())
                        .externalToken()
                        .orElseThrow())
                .isNotEqualTo(renewed);
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(2);
    }

    @Test
    void manyThreadsOfAllGrantsRenewOnce() {
        broker.provider.liveFor(Duration.ofMinutes(30));
        List<TokenResponse> grants = List.of(broker.signIn(), broker.signIn(), broker.signIn(), broker.signIn());
        broker.clock.advance(Duration.ofMinutes(30));
        broker.provider.takeTime(Duration.ofMillis(50));
        AtomicInteger next = new AtomicInteger();

        List<AuthenticatedUser> users = Race.of(() ->
                broker.use(grants.get(next.getAndIncrement() % grants.size()).accessToken()));

        assertThat(users)
                .extracting(AuthenticatedUser::externalToken)
                .containsOnly(users.get(0).externalToken());
        assertThat(broker.provider.honours(users.get(0).externalToken().orElseThrow()))
                .isTrue();
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    @Test
    void aRenewalThatASignInOvertookTakesUpWhatCameOfTheSignIn() throws Exception {
        ConcurrentLinkedQueue<Thread> people = new ConcurrentLinkedQueue<>();
        TokenRepository store = doneBeforeTheTurnComesBack(people, new InMemoryTokenRepository());
        TestBroker slow = new TestBroker(settings -> settings.tokens(store));
        slow.provider.keepSessionsPerPerson(1);
        slow.restart();
        TokenResponse first = slow.signIn();
        slow.letProviderTokensBecomeDue();
        ConcurrentLinkedQueue<TokenResponse> second = new ConcurrentLinkedQueue<>();
        Thread person = new Thread(() -> second.add(slow.signIn()));
        slow.provider.beforeRefresh(() -> {
            person.start();
            await(() -> slow.provider.calls(Step.EXCHANGE) == 2);
            people.add(person);
        });

        Secret renewed = slow.use(first.accessToken()).externalToken().orElseThrow();

        slow.provider.beforeRefresh(() -> {});
        assertThat(renewed)
                .isEqualTo(
                        slow.use(second.element().accessToken()).externalToken().orElseThrow());
        assertThat(slow.provider.honours(renewed)).isTrue();
        assertThat(slow.audit.of(AuditEvent.GrantRevoked.class)).isEmpty();
    }

    /** A store where these people are done once somebody else has given their turn back: the two seconds to look are for them. */
    private static TokenRepository doneBeforeTheTurnComesBack(Collection<Thread> people, TokenRepository store) {
        return (TokenRepository) Proxy.newProxyInstance(
                TokenRepository.class.getClassLoader(),
                new Class<?>[] {TokenRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    if (method.getName().equals("release") && !people.contains(Thread.currentThread())) {
                        for (Thread person : people) {
                            person.join();
                        }
                    }
                    return result;
                });
    }

    @Test
    void aGrantThatIsRefusedAndWasHandedNothingEnds() {
        TokenResponse first = broker.signIn();
        broker.letProviderTokensBecomeDue();
        broker.provider.endAllSessions();

        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(broker.audit.of(AuditEvent.GrantRevoked.class)).hasSize(1);
    }

    @Test
    void aKilledRenewalLeavesItsTokensToAllGrants() {
        broker.provider.liveFor(Duration.ofMinutes(30));
        TokenResponse first = broker.signIn();
        TokenResponse second = broker.signIn();
        broker.clock.advance(Duration.ofMinutes(29).plusSeconds(30));
        AuthorizationServer dying = AuthorizationServer.builder(broker.provider, broker.clock)
                .clients(List.of(broker.client))
                .tokens(dyingAfterASave(broker.tokens))
                .keys(KeyRing.of(broker.key))
                .build();
        assertThatExceptionOfType(Killed.class)
                .isThrownBy(() -> dying.authenticate().authenticate(second.accessToken(), TestBroker.ISSUER));

        broker.restart();
        broker.clock.advance(Duration.ofMinutes(2));

        Secret shared = broker.use(first.accessToken()).externalToken().orElseThrow();
        assertThat(broker.use(second.accessToken()).externalToken().orElseThrow())
                .isEqualTo(shared);
        assertThat(broker.provider.honours(shared)).isTrue();
        assertThat(broker.provider.calls(Step.REFRESH)).isEqualTo(1);
    }

    /** Not even the lease is given back then. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static TokenRepository dyingAfterASave(TokenRepository store) {
        AtomicBoolean dead = new AtomicBoolean();
        return (TokenRepository) Proxy.newProxyInstance(
                TokenRepository.class.getClassLoader(),
                new Class<?>[] {TokenRepository.class},
                (proxy, method, arguments) -> {
                    if (dead.get()) {
                        throw new Killed();
                    }
                    Object result = method.invoke(store, arguments);
                    if (method.getName().equals("replaceSession")) {
                        dead.set(true);
                        throw new Killed();
                    }
                    return result;
                });
    }

    @Test
    void aPersonWhoMayNoLongerComeInIsOutWithAllGrants() {
        TokenResponse first = broker.signIn();
        TokenResponse second = broker.signIn();
        broker.letProviderTokensBecomeDue();
        broker.provider.fail(Step.PROFILE, Failure.POLICY_REFUSED);

        assertThat(codeOf(() -> broker.use(second.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.use(first.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(broker.audit.of(AuditEvent.GrantRevoked.class)).hasSize(2);
    }

    @Test
    void anotherPersonsGrantKeepsItsOwnTokens() {
        TokenResponse bob = broker.redeem(broker.code("bob"));
        Secret before = broker.use(bob.accessToken()).externalToken().orElseThrow();
        broker.signIn();
        broker.signIn();
        broker.clock.advance(MORE_THAN_TRUSTED);

        assertThat(broker.use(bob.accessToken()).externalToken().orElseThrow()).isEqualTo(before);
    }

    @Test
    void neverTakesUpWhatIsAnotherPersonsNorWhatThisServerDidNotSeal() {
        TokenResponse tokens = broker.signIn();
        Secret own = broker.use(tokens.accessToken()).externalToken().orElseThrow();
        Grant grant = broker.tokens
                .findAccessToken(SecretHash.of(tokens.accessToken()), broker.clock.instant())
                .orElseThrow()
                .grant();
        Sibling alice = siblingOf(grant);
        Sealer ours = new Sealer(KeyRing.of(broker.key), Secrets.generator());
        Sealer strangers = new Sealer(
                KeyRing.of(KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32))), Secrets.generator());
        long turn = broker.clock.instant().toEpochMilli() + 1_000_000;
        hand(alice, Handover.seal(turn, session("bob"), grant.upstream(), alice, ours));
        broker.clock.advance(MORE_THAN_TRUSTED);
        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(own);

        hand(alice, Handover.seal(turn + 1, session("alice"), grant.upstream(), alice, strangers));
        broker.clock.advance(MORE_THAN_TRUSTED);
        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(own);

        hand(alice, Handover.seal(turn + 2, session("alice"), grant.upstream(), alice, ours));
        broker.clock.advance(MORE_THAN_TRUSTED);
        assertThat(broker.use(tokens.accessToken()).externalToken().orElseThrow())
                .isEqualTo(Secret.of("planted"));
    }

    private Sibling siblingOf(Grant grant) {
        Grant another = new Grant(
                GrantId.generate(Secrets.generator()),
                grant.client(),
                grant.provider(),
                grant.owner(),
                grant.scopes(),
                grant.resource(),
                grant.issuer(),
                grant.createdAt(),
                grant.endsAt());
        return broker.tokens.findSiblings(another, broker.clock.instant()).get(0);
    }

    private void hand(Sibling to, Handover handover) {
        broker.tokens.replaceSession(
                GrantId.generate(Secrets.generator()),
                new SealedSession(2, Secrets.anySealed()),
                Map.of(to.grant(), handover));
    }

    private static ProviderSession session(String subject) {
        return new ProviderSession(
                new ProviderTokens(
                        Secret.of("planted"),
                        new Expiry.Never(),
                        Optional.empty(),
                        new Expiry.Never(),
                        Scopes.NONE,
                        false,
                        Map.of()),
                StrictProvider.profileOf(subject));
    }

    @Test
    void aTokenSeenLatelyCostsNoLookForHandovers() {
        CountedTokens counted = new CountedTokens(new InMemoryTokenRepository());
        TestBroker counting = new TestBroker(settings -> settings.tokens(counted.repository()));
        counting.provider.keepSessionsPerPerson(1);
        counting.restart();
        TokenResponse tokens = counting.signIn();
        counting.use(tokens.accessToken());
        int calls = counted.calls();

        for (int i = 0; i < 100; i++) {
            counting.use(tokens.accessToken());
        }

        assertThat(counted.calls()).isEqualTo(calls);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
