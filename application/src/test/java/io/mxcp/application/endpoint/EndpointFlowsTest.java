package io.mxcp.application.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.mxcp.application.endpoint.EndpointException.Fault;
import io.mxcp.application.fixture.RecordedAudit;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.endpoint.PromptTemplate;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.UriTemplate;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.query.SqlNull;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EndpointFlowsTest {
    private static final Map<String, Object> NOTHING = Map.of();
    private final RecordedEngine engine = new RecordedEngine();
    private final RecordedAudit audit = new RecordedAudit();
    private final EndpointFlows flows = EndpointFlows.over(engine, audit, new TestClock(), Duration.ofSeconds(20));
    private final RequestHeaders headers = RequestHeaders.of(Map.of("X-Tenant", "blue"));
    private final Requester ann = new Requester(People.ann("token"), headers, refused -> Optional.empty());

    private static Parameter parameter(
            String name, Kind kind, Map<String, Object> constraints, Optional<Object> value) {
        ValueType type =
                new ValueType(kind, Optional.empty(), constraints, Optional.empty(), Map.of(), List.of(), true, false);
        return new Parameter(name, type, value);
    }

    private static final Parameter DAY =
            parameter("day", Kind.STRING, Map.of("format", "date"), Optional.of("2026-01-31"));
    private static final Parameter NAME = parameter("name", Kind.STRING, Map.of(), Optional.empty());

    private static Tool tool(Optional<Kind> result) {
        return new Tool(
                "report",
                Optional.empty(),
                List.of(),
                Annotations.NONE,
                List.of(DAY),
                result.map(ValueType::of),
                new Sql.ByOperator("SELECT $day"));
    }

    private static Resource resource(Optional<Kind> result) {
        return new Resource(
                UriTemplate.parse("users://{name}/{day}"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Resource.JSON,
                List.of(NAME, DAY),
                result.map(ValueType::of),
                new Sql.ByOperator("SELECT $name, $day"));
    }

    private static PromptTemplate of(String name) {
        return arguments -> {
            Object value = arguments.getOrDefault(name, "");
            if (value == SqlNull.NULL) {
                throw new PromptException("the template is broken");
            }
            return name + "=" + value;
        };
    }

    private static Prompt prompt() {
        return new Prompt(
                "greet",
                Optional.empty(),
                List.of(),
                List.of(NAME, DAY),
                List.of(
                        new Prompt.Message(Prompt.Role.USER, of("name")),
                        new Prompt.Message(Prompt.Role.ASSISTANT, of("day"))));
    }

    private Object call(Optional<Kind> result, Map<String, Object> arguments) throws EndpointException {
        return flows.callTool().call(tool(result), arguments, ann, new Cancellation(), ReadResult::of);
    }

    private Object read(Optional<Kind> result, Map<String, Object> values) throws EndpointException {
        return flows.readResource().read(resource(result), values, ann, new Cancellation(), ReadResult::of);
    }

    @Test
    void runsAToolAsItsCallerWithTheHeadersOfTheRequest() throws EndpointException {
        assertThat(call(Optional.of(Kind.INTEGER), NOTHING)).isEqualTo(1L);

        RecordedEngine.Opened context = engine.opened.get(0);
        assertThat(context.caller).isEqualTo(ann.caller());
        assertThat(context.headers.find("x-tenant")).contains("blue");
        assertThat(context.mode).isEqualTo(AccessMode.READ_ONLY);
        assertThat(context.closed).isTrue();
    }

    @Test
    void runsAResourceAsItsCallerReadOnlyWithTheValuesOfItsAddress() throws EndpointException {
        assertThat(read(Optional.empty(), Map.of("name", "ann", "day", "2026-02-01")))
                .isEqualTo(List.of(Map.of("n", 1L)));

        RecordedEngine.Opened context = engine.opened.get(0);
        assertThat(context.caller).isEqualTo(ann.caller());
        assertThat(context.headers).isEqualTo(headers);
        assertThat(context.mode).isEqualTo(AccessMode.READ_ONLY);
        assertThat(context.parameters).containsExactly(Map.of("name", "ann", "day", LocalDate.of(2026, 2, 1)));
    }

    @Test
    void fillsInDefaultsAndMakesDatesOfThem() throws EndpointException {
        call(Optional.of(Kind.INTEGER), NOTHING);

        assertThat(engine.opened.get(0).parameters).containsExactly(Map.of("day", LocalDate.of(2026, 1, 31)));
    }

    @Test
    void makesDatesOfTextsWithinListsAndObjectsToo() throws EndpointException {
        ValueType day = DAY.type();
        ValueType days = within(Kind.ARRAY, Optional.of(day), Map.of());
        ValueType trip = within(Kind.OBJECT, Optional.empty(), Map.of("on", day, "also", days));
        Tool planner = new Tool(
                "plan",
                Optional.empty(),
                List.of(),
                Annotations.NONE,
                List.of(new Parameter("trips", within(Kind.ARRAY, Optional.of(trip), Map.of()), Optional.empty())),
                Optional.empty(),
                new Sql.ByOperator("SELECT 1"));

        flows.callTool()
                .call(
                        planner,
                        Map.of(
                                "trips",
                                List.of(Map.of(
                                        "on", "2026-01-31", "also", List.of("2026-02-01"), "note", "2026-02-02"))),
                        ann,
                        new Cancellation(),
                        ReadResult::of);

        assertThat(engine.opened.get(0).parameters)
                .containsExactly(Map.of(
                        "trips",
                        List.of(Map.of(
                                "on", LocalDate.of(2026, 1, 31),
                                "also", List.of(LocalDate.of(2026, 2, 1)),
                                "note", "2026-02-02"))));
    }

    private static ValueType within(Kind kind, Optional<ValueType> items, Map<String, ValueType> members) {
        return new ValueType(kind, Optional.empty(), Map.of(), items, members, List.of(), true, false);
    }

    @Test
    void shapesTheRowsOfToolsAndResourcesAlike() throws EndpointException {
        engine.gives(List.of("a", "b"), List.of(List.of(1L, "x")));

        Map<String, Object> values = Map.of("name", "ann");
        assertThat(call(Optional.empty(), NOTHING)).isEqualTo(List.of(Map.of("a", 1L, "b", "x")));
        assertThat(call(Optional.of(Kind.OBJECT), NOTHING)).isEqualTo(Map.of("a", 1L, "b", "x"));
        assertThat(read(Optional.of(Kind.OBJECT), values)).isEqualTo(Map.of("a", 1L, "b", "x"));
        assertThat(fault(() -> read(Optional.of(Kind.STRING), values)).explanation())
                .contains("2 columns");
    }

    @Test
    void keepsNothingOfWhatAStatementWroteWhenItsRowsAreNotWhatWasPromised() throws EndpointException {
        engine.gives(List.of("n"), List.of(List.of(1L), List.of(2L)));

        assertThat(fault(() -> call(Optional.of(Kind.OBJECT), NOTHING)).fault()).isEqualTo(Fault.RESULT);
        call(Optional.of(Kind.ARRAY), NOTHING);
        EndpointException broken = fault(() -> flows.callTool()
                .call(
                        tool(Optional.of(Kind.ARRAY)),
                        NOTHING,
                        ann,
                        new Cancellation(),
                        value -> ReadResult.broken("of another type")));

        assertThat(broken.fault()).isEqualTo(Fault.RESULT);
        assertThat(broken.explanation()).isEqualTo("of another type");
        assertThat(engine.opened).extracting(context -> context.rolledBack).containsExactly(true, false, true);
        assertThat(engine.opened).allMatch(context -> context.closed);
    }

    @Test
    void saysSoWhenRowsAreNotWhatWasPromised() {
        engine.gives(List.of("n"), List.of());
        assertThat(fault(() -> call(Optional.of(Kind.OBJECT), NOTHING)))
                .extracting(EndpointException::fault, EndpointException::explanation)
                .containsExactly(Fault.RESULT, "No results returned");

        engine.gives(List.of("n"), List.of(List.of(1L), List.of(2L), List.of(3L)));
        assertThat(fault(() -> read(Optional.of(Kind.INTEGER), Map.of("name", "ann")))
                        .explanation())
                .isEqualTo("One row is promised here, but the statement returned 3 rows");
    }

    @Test
    void rendersAllMessagesOfAPromptWithDefaults() throws EndpointException {
        assertThat(flows.getPrompt().get(prompt(), Map.of("name", "ann", "other", "x"), ann))
                .containsExactly(
                        new GetPrompt.Message(Prompt.Role.USER, "name=ann"),
                        new GetPrompt.Message(Prompt.Role.ASSISTANT, "day=2026-01-31"));
        assertThat(engine.opened).isEmpty();
    }

    @Test
    void refusesToRenderAPromptWithoutARequiredArgument() {
        assertThat(fault(() -> flows.getPrompt().get(prompt(), NOTHING, ann)))
                .extracting(EndpointException::fault, EndpointException::explanation)
                .containsExactly(Fault.ARGUMENT, "name is missing");
    }

    @Test
    void tellsTheAuditLogOfEachKindByItsName() throws EndpointException {
        call(Optional.of(Kind.INTEGER), NOTHING);
        read(Optional.of(Kind.INTEGER), Map.of("name", "a secret"));
        flows.getPrompt().get(prompt(), Map.of("name", "ann"), ann);

        assertThat(audit.of(AuditEvent.ToolCalled.class)).singleElement().satisfies(event -> {
            assertThat(event.tool()).isEqualTo("report");
            assertThat(event.caller()).isEqualTo(ann.caller());
            assertThat(event.outcome()).isEqualTo(Outcome.SUCCEEDED);
        });
        assertThat(audit.of(AuditEvent.ResourceRead.class)).singleElement().satisfies(event -> {
            assertThat(event.resource()).isEqualTo("users://{name}/{day}");
            assertThat(event.caller()).isEqualTo(ann.caller());
        });
        assertThat(audit.of(AuditEvent.PromptGiven.class)).singleElement().satisfies(event -> {
            assertThat(event.prompt()).isEqualTo("greet");
            assertThat(event.caller()).isEqualTo(ann.caller());
        });
    }

    @Test
    void tellsTheAuditLogOfWhatFailedToo() {
        fault(() -> flows.getPrompt().get(prompt(), Map.of("name", SqlNull.NULL), ann));
        fault(() -> flows.getPrompt().get(prompt(), NOTHING, ann));
        fault(() -> read(Optional.of(Kind.INTEGER), Map.of("name", "ann", "day", "soon")));

        assertThat(audit.of(AuditEvent.PromptGiven.class))
                .extracting(
                        AuditEvent.PromptGiven::outcome, event -> event.reason().orElseThrow())
                .containsExactly(tuple(Outcome.FAILED, "template"), tuple(Outcome.FAILED, "argument"));
        assertThat(audit.of(AuditEvent.ResourceRead.class))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).contains("argument"));
        assertThat(engine.opened).isEmpty();
    }

    @Test
    void tellsOfACallThatWasCancelled() {
        Cancellation cancellation = new Cancellation();
        engine.whileRunning(cancellation::cancel);

        fault(() -> flows.readResource()
                .read(resource(Optional.empty()), Map.of("name", "ann"), ann, cancellation, ReadResult::of));

        assertThat(audit.of(AuditEvent.ResourceRead.class))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED));
    }

    private static EndpointException fault(ThrowingCallable work) {
        EndpointException fault = catchThrowableOfType(EndpointException.class, work);
        assertThat(fault).isNotNull();
        return fault;
    }
}
