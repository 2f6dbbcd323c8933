package io.mxcp.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.contract.AuditLogContract;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedAuditTest extends AuditLogContract {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.mxcp.audit");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false); // thousands of hostile lines are for this test alone
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Override
    protected AuditLog newLog() {
        return new LoggedAudit();
    }

    @Test
    void tellsWhoCalledWhat() {
        newLog().record(called("ann", "ann@example.com"));

        assertThat(printed())
                .containsOnlyOnce("tool called")
                .contains("tool=\"whoami\"", "username=\"ann\"", "user_id=\"4711\"", "provider=\"keycloak\"")
                .contains("display_name=\"Ann Example\"", "email=\"ann@example.com\"");
    }

    @Test
    void tellsWhoReadWhatAndWhoWasGivenWhat() {
        AuditEvent.ToolCalled called = (AuditEvent.ToolCalled) called("ann", "ann@example.com");
        for (AuditEvent event : List.of(
                new AuditEvent.ResourceRead(
                        called.at(),
                        called.caller(),
                        "users://{name}",
                        called.outcome(),
                        called.took(),
                        Optional.empty()),
                new AuditEvent.PromptGiven(
                        called.at(), called.caller(), "greet", called.outcome(), called.took(), Optional.empty()))) {
            lines.list.clear();
            newLog().record(event);

            assertThat(printed())
                    .containsAnyOf("resource read", "prompt given")
                    .containsAnyOf("resource=\"users://{name}\"", "prompt=\"greet\"")
                    .contains("username=\"ann\"", "user_id=\"4711\"", "provider=\"keycloak\"")
                    .contains("display_name=\"Ann Example\"", "email=\"ann@example.com\"")
                    .doesNotContain("the-provider-token");
        }
    }

    @Test
    void hidesNamesAndAddressesOfPeopleWhereItIsToldTo() {
        AuditEvent.ToolCalled called = (AuditEvent.ToolCalled) called("ann", "ann@example.com");
        AuditLog masked = LoggedAudit.masked(true);
        masked.record(called);
        masked.record(new AuditEvent.ResourceRead(
                called.at(), called.caller(), "users://{name}", called.outcome(), called.took(), Optional.empty()));
        masked.record(new AuditEvent.PromptGiven(
                called.at(), called.caller(), "greet", called.outcome(), called.took(), Optional.empty()));
        masked.record(new AuditEvent.SignedIn(
                called.at(),
                new ClientId("client"),
                GrantId.generate(new SecretGenerator()),
                new ProviderId("keycloak"),
                new AuditEvent.Who("4711", "ann", Optional.of("ann@example.com"), Optional.of("Ann Example"))));

        assertThat(printed().strip().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .contains("username=\"ann\"", "user_id=\"4711\"", "display_name=\"***\"", "email=\"***\"")
                        .doesNotContain("Ann", "example.com"));
    }

    @Test
    void neverTellsTheProviderToken() {
        newLog().record(called("ann", "ann@example.com"));

        assertThat(printed()).doesNotContain("the-provider-token");
    }

    @Test
    void letsNobodyForgeALine() {
        newLog().record(called(
                "ann\" outcome=\"SUCCEEDED\"\r\n2026-01-01 INFO audit - tool called\u2028", "\u202Eevil"));

        assertThat(printed().strip().lines()).hasSize(1);
        assertThat(printed()).contains("\\u{22}", "\\u{d}\\u{a}", "\\u{2028}", "\\u{202e}");
    }

    @Test
    void putsEveryEventOnOneLine() {
        events().forEach(newLog()::record);

        assertThat(printed().strip().lines()).hasSize(events().size());
    }

    private String printed() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        encoder.setPattern("%msg %kvp%n");
        encoder.start();
        StringBuilder text = new StringBuilder();
        List.copyOf(lines.list)
                .forEach(event -> text.append(new String(encoder.encode(event), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static AuditEvent called(String username, String email) {
        UserProfile profile = new UserProfile(
                "https://sso.example",
                "4711",
                username,
                Optional.of(email),
                UserProfile.EmailVerification.VERIFIED,
                Optional.of("Ann Example"),
                List.of(),
                List.of(),
                Map.of());
        AuthenticatedUser caller = new AuthenticatedUser(
                new ProviderId("keycloak"),
                profile,
                Secret.of("the-provider-token"),
                Scopes.NONE,
                new ClientId("client"),
                GrantId.generate(new SecretGenerator()));
        return new AuditEvent.ToolCalled(
                Instant.EPOCH, caller, "whoami", AuditEvent.Outcome.SUCCEEDED, Duration.ofMillis(3), Optional.empty());
    }
}
