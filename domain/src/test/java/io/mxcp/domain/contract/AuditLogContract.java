package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.query.Anonymous;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} promises. Extend it and supply a log. */
public abstract class AuditLogContract {
    private static final Instant NOW = TestClock.START;

    /** For extension. */
    protected AuditLogContract() {}

    /** A log. */
    protected abstract AuditLog newLog();

    /** One event of each kind, with texts that a stranger may have chosen. */
    protected static List<AuditEvent> events() {
        ClientId client = Clients.anyId();
        GrantId grant = GrantId.generate(Secrets.generator());
        ProviderId provider = new ProviderId("github");
        String hostile = "a\r\nb\u0000\u202e{}%s";
        AuditEvent.Who who = new AuditEvent.Who("1", hostile, Optional.of("alice@example.com"), Optional.empty());
        return List.of(
                new AuditEvent.ClientRegistered(NOW, client, hostile),
                new AuditEvent.SignedIn(NOW, client, grant, provider, who),
                new AuditEvent.SignInFailed(NOW, client, provider, AuditEvent.Cause.PROVIDER, hostile),
                new AuditEvent.TokensIssued(NOW, client, grant),
                new AuditEvent.TokensRefreshed(NOW, client, grant),
                new AuditEvent.ReuseDetected(NOW, client, grant, AuditEvent.Credential.REFRESH_TOKEN),
                new AuditEvent.GrantRevoked(NOW, client, grant, hostile),
                new AuditEvent.ProviderRefreshFailed(
                        NOW, grant, provider, ProviderException.Failure.UNREACHABLE, hostile),
                new AuditEvent.ToolCalled(
                        NOW, new Anonymous(), hostile, AuditEvent.Outcome.FAILED, Duration.ZERO, Optional.of(hostile)),
                new AuditEvent.ResourceRead(
                        NOW, new Anonymous(), hostile, AuditEvent.Outcome.DENIED, Duration.ZERO, Optional.of(hostile)),
                new AuditEvent.PromptGiven(
                        NOW, new Anonymous(), hostile, AuditEvent.Outcome.FAILED, Duration.ZERO, Optional.empty()));
    }

    @Test
    void takesEveryKindOfEvent() {
        AuditLog log = newLog();

        assertThatCode(() -> events().forEach(log::record)).doesNotThrowAnyException();
        assertThat(events())
                .extracting(Object::getClass)
                .doesNotHaveDuplicates()
                .hasSameSizeAs(kinds());
    }

    @Test
    void takesEventsOfManyThreads() {
        AuditLog log = newLog();

        assertThat(Race.of(() -> {
                    events().forEach(log::record);
                    return true;
                }))
                .containsOnly(true);
    }

    private static Class<?>[] kinds() {
        return AuditEvent.class.getPermittedSubclasses();
    }
}
