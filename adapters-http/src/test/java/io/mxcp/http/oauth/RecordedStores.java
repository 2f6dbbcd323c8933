package io.mxcp.http.oauth;

import io.mxcp.application.inmemory.InMemoryClientRepository;
import io.mxcp.application.inmemory.InMemoryPendingAuthorizationRepository;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.ApprovedAuthorization;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The stores in memory, which tell how much was written, and fail when told to. */
final class RecordedStores {
    final AtomicInteger writes = new AtomicInteger();
    volatile boolean unavailable;
    volatile boolean broken;

    private void write() {
        check();
        writes.incrementAndGet();
    }

    private void check() {
        if (unavailable) {
            throw new StoreUnavailableException("disk full, says the test");
        }
        if (broken) {
            throw new IllegalStateException("internal detail, says the test");
        }
    }

    ClientRepository clients() {
        InMemoryClientRepository kept = new InMemoryClientRepository();
        return new ClientRepository() {
            @Override
            public Registration register(Client client, RegistrationLimits limits, Instant now) {
                write();
                return kept.register(client, limits, now);
            }

            @Override
            public Optional<Client> find(ClientId id) {
                check();
                return kept.find(id);
            }

            @Override
            public void markUsed(ClientId id, Instant now) {
                kept.markUsed(id, now);
            }

            @Override
            public int forgetUnused(Instant registeredBefore, int limit) {
                return kept.forgetUnused(registeredBefore, limit);
            }
        };
    }

    PendingAuthorizationRepository pending() {
        InMemoryPendingAuthorizationRepository kept = new InMemoryPendingAuthorizationRepository();
        return new PendingAuthorizationRepository() {
            @Override
            public void save(PendingAuthorization pending) {
                write();
                kept.save(pending);
            }

            @Override
            public Optional<PendingAuthorization> find(SecretHash handle, Instant now) {
                check();
                return kept.find(handle, now);
            }

            @Override
            public boolean approve(SecretHash handle, Approval approval, Instant now) {
                write();
                return kept.approve(handle, approval, now);
            }

            @Override
            public boolean deny(SecretHash handle, Instant now) {
                write();
                return kept.deny(handle, now);
            }

            @Override
            public Optional<ApprovedAuthorization> take(SecretHash state, SecretHash browser, Instant now) {
                check();
                return kept.take(state, browser, now);
            }

            @Override
            public int sweep(Instant now, int limit) {
                return kept.sweep(now, limit);
            }
        };
    }
}
