package io.mxcp.application.inmemory;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.RegistrationLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Clients in memory: finding one takes no lock, all else is one step at a time. */
public final class InMemoryClientRepository implements ClientRepository {
    private static final Duration SMALLEST_STEP = Duration.ofNanos(1);

    private final Map<ClientId, Client> clients = new ConcurrentHashMap<>();
    private final Deadlines<ClientId> unused = new Deadlines<>();

    /** An empty one. */
    public InMemoryClientRepository() {}

    @Override
    public synchronized Registration register(Client client, RegistrationLimits limits, Instant now) {
        while (unused.size() >= limits.maxUnused()) {
            Instant roomAt = roomAt(limits, now);
            if (roomAt.isAfter(now)) {
                return new Registration.Full(roomAt);
            }
            unused.first().ifPresent(this::forget);
        }
        clients.put(client.id(), client);
        unused.set(client.id(), client.registeredAt());
        return new Registration.Registered();
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public synchronized void markUsed(ClientId id, Instant now) {
        unused.remove(id);
    }

    @Override
    public synchronized int forgetUnused(Instant registeredBefore, int limit) {
        List<ClientId> old = unused.due(registeredBefore.minus(SMALLEST_STEP), limit);
        old.forEach(this::forget);
        return old.size();
    }

    /** When the oldest one loses its protection; where there is room for none at all, as if one had come just now. */
    private Instant roomAt(RegistrationLimits limits, Instant now) {
        Instant oldest =
                unused.first().flatMap(this::find).map(Client::registeredAt).orElse(now.plus(SMALLEST_STEP));
        return oldest.plus(limits.protectedFor());
    }

    private void forget(ClientId id) {
        unused.remove(id);
        clients.remove(id);
    }
}
