package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.ClientRepository.Registration;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ClientRepository} promises. Extend it and supply an empty repository. */
public abstract class ClientRepositoryContract {
    private static final Instant NOW = TestClock.START;
    private static final Duration PROTECTED = Duration.ofMinutes(15);
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final RegistrationLimits TWO = new RegistrationLimits(2, PROTECTED, Duration.ofDays(7));

    private ClientRepository repository;

    /** For extension. */
    protected ClientRepositoryContract() {}

    /** An empty one. */
    protected abstract ClientRepository newRepository();

    @BeforeEach
    final void createRepository() {
        repository = newRepository();
    }

    @Test
    void findsARegisteredClientWithAllThatItSaid() {
        Client client = Clients.publicClient();

        assertThat(register(client, NOW)).isEqualTo(new Registration.Registered());

        assertThat(repository.find(client.id())).contains(client);
    }

    @Test
    void recognisesTheSecretOfAConfidentialClient() {
        Secret secret = Secrets.any();
        Client client = Clients.confidentialClient(secret);
        register(client, NOW);

        assertThat(repository.find(client.id())).contains(client);
        assertThat(repository
                        .find(client.id())
                        .orElseThrow()
                        .secret()
                        .orElseThrow()
                        .matches(secret))
                .isTrue();
    }

    @Test
    void findsNothingUnderAnUnknownName() {
        register(Clients.publicClient(), NOW);

        assertThat(repository.find(Clients.anyId())).isEmpty();
    }

    @Test
    void letsTheOldestUnusedClientMakeRoom() {
        Client oldest = registered(NOW);
        Client younger = registered(NOW.plus(A_MOMENT));
        Instant later = NOW.plus(PROTECTED);
        Client newcomer = Clients.registeredAt(later);

        assertThat(register(newcomer, later)).isEqualTo(new Registration.Registered());

        assertThat(repository.find(oldest.id())).isEmpty();
        assertThat(repository.find(younger.id())).contains(younger);
        assertThat(repository.find(newcomer.id())).contains(newcomer);
    }

    @Test
    void refusesWhileTheOldestUnusedClientIsProtectedAndSaysWhenThereIsRoom() {
        Client oldest = registered(NOW);
        registered(NOW.plus(A_MOMENT));
        Instant tooEarly = NOW.plus(PROTECTED).minus(A_MOMENT);
        Client newcomer = Clients.registeredAt(tooEarly);

        assertThat(register(newcomer, tooEarly)).isEqualTo(new Registration.Full(NOW.plus(PROTECTED)));

        assertThat(repository.find(oldest.id())).contains(oldest);
        assertThat(repository.find(newcomer.id())).isEmpty();
    }

    @Test
    void countsOnlyClientsThatNobodyApproved() {
        Client used = registered(NOW);
        repository.markUsed(used.id(), NOW);
        repository.markUsed(used.id(), NOW);
        registered(NOW);
        Client another = Clients.registeredAt(NOW);

        assertThat(register(another, NOW)).isEqualTo(new Registration.Registered());

        assertThat(repository.find(used.id())).contains(used);
    }

    @Test
    void neverGivesAUsedClientAway() {
        Client used = registered(NOW);
        repository.markUsed(used.id(), NOW);
        Instant later = NOW.plus(Duration.ofDays(400));
        for (int i = 0; i < 5; i++) {
            registered(later.plus(PROTECTED.multipliedBy(i)));
        }
        repository.forgetUnused(later.plus(PROTECTED.multipliedBy(10)), 500);

        assertThat(repository.find(used.id())).contains(used);
    }

    @Test
    void hasRoomAgainOnceUnusedClientsAreForgotten() {
        registered(NOW);
        registered(NOW);
        assertThat(repository.forgetUnused(NOW.plus(A_MOMENT), 500)).isEqualTo(2);

        assertThat(register(Clients.registeredAt(NOW), NOW)).isEqualTo(new Registration.Registered());
    }

    @Test
    void ignoresTheUseOfAnUnknownClient() {
        repository.markUsed(Clients.anyId(), NOW);
        registered(NOW);
        registered(NOW);

        assertThat(register(Clients.registeredAt(NOW), NOW)).isInstanceOf(Registration.Full.class);
    }

    @Test
    void forgetsOnlyThoseRegisteredBefore() {
        Client before = registered(NOW.minus(A_MOMENT));
        Client at = registered(NOW);

        assertThat(repository.forgetUnused(NOW, 500)).isEqualTo(1);

        assertThat(repository.find(before.id())).isEmpty();
        assertThat(repository.find(at.id())).contains(at);
    }

    @Test
    void forgetsInBoundedSteps() {
        for (int i = 0; i < 5; i++) {
            repository.register(Clients.registeredAt(NOW), RegistrationLimits.DEFAULT, NOW);
        }

        assertThat(repository.forgetUnused(NOW.plus(A_MOMENT), 3)).isEqualTo(3);
        assertThat(repository.forgetUnused(NOW.plus(A_MOMENT), 3)).isEqualTo(2);
        assertThat(repository.forgetUnused(NOW.plus(A_MOMENT), 3)).isZero();
    }

    @Test
    void keepsTheLimitUnderManyConcurrentRegistrations() {
        var outcomes = Race.of(() -> register(Clients.registeredAt(NOW), NOW));

        assertThat(outcomes)
                .filteredOn(Registration.Registered.class::isInstance)
                .hasSize(2);
        assertThat(outcomes)
                .filteredOn(new Registration.Full(NOW.plus(PROTECTED))::equals)
                .hasSize(Race.CALLERS - 2);
    }

    private Client registered(Instant time) {
        Client client = Clients.registeredAt(time);
        assertThat(register(client, time)).isEqualTo(new Registration.Registered());
        return client;
    }

    private Registration register(Client client, Instant now) {
        return repository.register(client, TWO, now);
    }
}
