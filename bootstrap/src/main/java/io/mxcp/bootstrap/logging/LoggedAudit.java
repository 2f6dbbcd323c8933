package io.mxcp.bootstrap.logging;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The audit log as structured events of the server's log. Safe for use by many threads. */
public final class LoggedAudit implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.mxcp.audit");
    private static final String MASK = "***";

    private final UnaryOperator<String> personal;

    /** Tells people's names and e-mail addresses. */
    public LoggedAudit() {
        this(UnaryOperator.identity());
    }

    private LoggedAudit(UnaryOperator<String> personal) {
        this.personal = personal;
    }

    /** The same, or one that hides display names and e-mail addresses; username and user ID stay. */
    public static LoggedAudit masked(boolean mask) {
        return mask ? new LoggedAudit(text -> MASK) : new LoggedAudit();
    }

    @Override
    public void record(AuditEvent event) {
        if (event instanceof AuditEvent.ToolCalled called) {
            used("tool", called.tool(), new Use(called.caller(), called.outcome(), called.took(), called.reason()))
                    .log("tool called");
        } else if (event instanceof AuditEvent.ResourceRead read) {
            used("resource", read.resource(), new Use(read.caller(), read.outcome(), read.took(), read.reason()))
                    .log("resource read");
        } else if (event instanceof AuditEvent.PromptGiven given) {
            used("prompt", given.prompt(), new Use(given.caller(), given.outcome(), given.took(), given.reason()))
                    .log("prompt given");
        } else if (event instanceof AuditEvent.SignedIn signedIn) {
            signedIn(signedIn);
        } else if (event instanceof AuditEvent.SignInFailed failed) {
            with(LOG.atWarn(), "client", failed.client())
                    .addKeyValue("provider", failed.provider())
                    .addKeyValue("cause", failed.cause())
                    .addKeyValue("detail", Printable.of(failed.detail()))
                    .log("sign-in failed");
        } else if (event instanceof AuditEvent.ClientRegistered registered) {
            with(LOG.atInfo(), "client", registered.client())
                    .addKeyValue("name", Printable.of(registered.name()))
                    .log("client registered");
        } else {
            grant(event);
        }
    }

    /** What is told of a tool, a resource and a prompt alike. */
    private record Use(Caller caller, AuditEvent.Outcome outcome, Duration took, Optional<String> reason) {}

    private LoggingEventBuilder used(String kind, String name, Use use) {
        LoggingEventBuilder line = with(LOG.atInfo(), kind, name)
                .addKeyValue("outcome", use.outcome())
                .addKeyValue("millis", use.took().toMillis());
        if (use.reason().isPresent()) {
            line = line.addKeyValue("reason", Printable.of(use.reason().get()));
        }
        return use.caller() instanceof AuthenticatedUser user ? user(line, user) : line;
    }

    private LoggingEventBuilder user(LoggingEventBuilder line, AuthenticatedUser user) {
        UserProfile profile = user.profile();
        return line.addKeyValue("username", Printable.of(profile.username()))
                .addKeyValue("user_id", Printable.of(profile.subject()))
                .addKeyValue("provider", user.provider())
                .addKeyValue("display_name", personal(profile.displayName()))
                .addKeyValue("email", personal(profile.email()))
                .addKeyValue("client", Printable.of(user.client().value()))
                .addKeyValue("grant", user.grant());
    }

    private String personal(Optional<String> text) {
        return text.map(personal).map(Printable::of).orElse("");
    }

    private void signedIn(AuditEvent.SignedIn event) {
        with(LOG.atInfo(), "client", event.client())
                .addKeyValue("grant", event.grant())
                .addKeyValue("provider", event.provider())
                .addKeyValue("username", Printable.of(event.who().username()))
                .addKeyValue("user_id", Printable.of(event.who().userId()))
                .addKeyValue("display_name", personal(event.who().displayName()))
                .addKeyValue("email", personal(event.who().email()))
                .log("signed in");
    }

    private static void grant(AuditEvent event) {
        if (event instanceof AuditEvent.TokensIssued issued) {
            with(LOG.atInfo(), "client", issued.client())
                    .addKeyValue("grant", issued.grant())
                    .log("tokens issued");
        } else if (event instanceof AuditEvent.TokensRefreshed refreshed) {
            with(LOG.atInfo(), "client", refreshed.client())
                    .addKeyValue("grant", refreshed.grant())
                    .log("tokens refreshed");
        } else if (event instanceof AuditEvent.ReuseDetected reuse) {
            with(LOG.atWarn(), "client", reuse.client())
                    .addKeyValue("grant", reuse.grant())
                    .addKeyValue("credential", reuse.credential())
                    .log("a credential was presented twice: the grant is ended");
        } else if (event instanceof AuditEvent.GrantRevoked revoked) {
            with(LOG.atInfo(), "client", revoked.client())
                    .addKeyValue("grant", revoked.grant())
                    .addKeyValue("reason", Printable.of(revoked.reason()))
                    .log("grant ended");
        } else {
            AuditEvent.ProviderRefreshFailed failed = (AuditEvent.ProviderRefreshFailed) event;
            LOG.atWarn()
                    .addKeyValue("grant", failed.grant())
                    .addKeyValue("provider", failed.provider())
                    .addKeyValue("failure", failed.failure())
                    .addKeyValue("detail", Printable.of(failed.detail()))
                    .log("the provider's tokens were not renewed");
        }
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Object value) {
        LoggingEventBuilder begun = line.addKeyValue(key, Printable.of(value.toString()));
        return NamedRequests.number()
                .map(number -> begun.addKeyValue("request", number))
                .orElse(begun);
    }
}
