package io.mxcp.application.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.application.fixture.RecordedAudit;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What happens when the provider refuses the caller's provider token within SQL. */
class RenewedTokenTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final RequestHeaders HEADERS = RequestHeaders.of(Map.of("X-Tenant", "blue"));
    private static final Tool TOOL = new Tool(
            "mail",
            Optional.empty(),
            List.of(),
            new Annotations(Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty()),
            List.of(),
            Optional.empty(),
            new Sql.ByOperator("INSERT"));

    private final RecordedEngine engine = new RecordedEngine();
    private final RecordedAudit audit = new RecordedAudit();
    private final TestClock clock = new TestClock();
    private final EndpointFlows flows = EndpointFlows.over(engine, audit, clock, LIMIT);
    private final List<AuthenticatedUser> asked = new ArrayList<>();

    private Object call(Caller caller, Function<AuthenticatedUser, Optional<AuthenticatedUser>> renewal)
            throws EndpointException {
        Requester requester = new Requester(caller, HEADERS, refused -> {
            asked.add(refused);
            return renewal.apply(refused);
        });
        return flows.callTool().call(TOOL, Map.of(), requester, new Cancellation(), ReadResult::of);
    }

    @Test
    void runsTheWholeStatementOnceMoreInAnotherContext() throws EndpointException {
        engine.refusedTokens.add("old");

        assertThat(call(People.ann("old"), refused -> Optional.of(People.ann("new"))))
                .isEqualTo(List.of(Map.of("n", 1L)));

        assertThat(asked).containsExactly(People.ann("old"));
        assertThat(engine.opened).hasSize(2).allSatisfy(context -> {
            assertThat(context.ran).containsExactly(new Sql.ByOperator("INSERT"));
            assertThat(context.mode).isEqualTo(AccessMode.READ_WRITE);
            assertThat(context.headers).isEqualTo(HEADERS);
            assertThat(context.closed).isTrue();
        });
        assertThat(engine.opened.get(0).failed).isTrue(); // so that closing it has rolled it back
        assertThat(engine.opened.get(1).caller).isEqualTo(People.ann("new"));
        assertThat(audit.of(AuditEvent.ToolCalled.class))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.SUCCEEDED));
    }

    @Test
    void asksForARenewedTokenOnlyOnce() {
        engine.refusedTokens.addAll(List.of("old", "new"));

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> call(People.ann("old"), refused -> Optional.of(People.ann("new"))))
                .withMessageContaining("provider refuses a renewed token")
                .withMessageContaining("sign in again");
        assertThat(asked).hasSize(1);
        assertThat(engine.opened).hasSize(2);
    }

    @Test
    void saysToSignInAgainWhereThereIsNoOtherToken() {
        engine.refusedTokens.add("old");

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> call(People.ann("old"), refused -> Optional.empty()))
                .withMessageContaining("provider refuses")
                .withMessageContaining("sign in again");
        assertThat(engine.opened).hasSize(1);
        assertThat(audit.of(AuditEvent.ToolCalled.class)).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(event.reason()).contains("TOKEN_REFUSED");
        });
    }

    @Test
    void saysToSignInAgainWhereTheProviderEndedTheSignIn() {
        engine.refusedTokens.add("old");

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> call(People.ann("old"), refused -> {
                    throw new OAuthException(ErrorCode.INVALID_TOKEN, "ended");
                }))
                .withMessageContaining("sign in again");
    }

    @Test
    void saysToTryLaterWhereTheStoreIsDown() {
        engine.refusedTokens.add("old");

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> call(People.ann("old"), refused -> {
                    throw new StoreUnavailableException("down", new IllegalStateException());
                }))
                .withMessageContaining("try again later");
    }

    @Test
    void asksForNothingWhereAllIsWell() throws EndpointException {
        call(People.ann("good"), refused -> Optional.empty());
        call(new Anonymous(), refused -> Optional.empty());

        assertThat(asked).isEmpty();
        assertThat(engine.opened).hasSize(2);
    }

    @Test
    void givesBothRunsTogetherNoMoreTimeThanOne() throws EndpointException {
        engine.refusedTokens.add("old");
        engine.whileRunning(() -> clock.advance(Duration.ofSeconds(8)));

        call(People.ann("old"), refused -> Optional.of(People.ann("new")));

        assertThat(engine.opened).extracting(context -> context.limit).containsExactly(LIMIT, Duration.ofSeconds(12));
    }

    @Test
    void doesNotRunAgainWhenTheTimeIsOver() {
        engine.refusedTokens.add("old");
        engine.whileRunning(() -> clock.advance(LIMIT));

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> call(People.ann("old"), refused -> Optional.of(People.ann("new"))))
                .withMessageContaining("longer");
        assertThat(engine.opened).hasSize(1);
    }

    @Test
    void doesNotRunAgainForOneWhoHasLeft() {
        engine.refusedTokens.add("old");
        Cancellation cancellation = new Cancellation();
        Requester ann = new Requester(People.ann("old"), HEADERS, refused -> {
            cancellation.cancel();
            return Optional.of(People.ann("new"));
        });

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> flows.callTool().call(TOOL, Map.of(), ann, cancellation, ReadResult::of));
        assertThat(engine.opened.get(engine.opened.size() - 1).cancelled).isTrue();
        assertThat(audit.of(AuditEvent.ToolCalled.class))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED));
    }
}
