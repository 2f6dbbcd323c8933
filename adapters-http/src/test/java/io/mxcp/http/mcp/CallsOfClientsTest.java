package io.mxcp.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word stops which call. */
class CallsOfClientsTest {
    private static final Issuer ISSUER = new Issuer("http://localhost:8000");
    private static final JsonPrimitive SEVEN = new JsonPrimitive(7);

    private final SignIns people = new SignIns(new TestClock(), ISSUER, ScopePolicy.requiring(Scopes.of(Scope.ACCESS)));
    private final AuthenticatedUser alice = signedIn("alice");
    private final CallsOfClients calls = new CallsOfClients();
    private final Cancellation call = new Cancellation();

    private AuthenticatedUser signedIn(String name) {
        return people.server().authenticate().authenticate(Secret.of(people.token(name, "mxcp:access")), ISSUER);
    }

    private static Message cancelled(Object id) {
        JsonObject params = new JsonObject();
        params.add("requestId", id instanceof Number number ? new JsonPrimitive(number) : new JsonPrimitive("" + id));
        return new Message(Optional.empty(), "notifications/cancelled", params);
    }

    @Test
    void stopsTheCallOfThatRequest() {
        calls.begin(alice, SEVEN, call);
        calls.hear(cancelled(8), alice);
        calls.hear(cancelled("7"), alice);
        calls.hear(
                new Message(
                        Optional.empty(), "notifications/progress", cancelled(7).params()),
                alice);
        calls.hear(new Message(Optional.empty(), "notifications/cancelled", new JsonObject()), alice);
        assertThat(call.isCancelled()).isFalse();
        calls.hear(cancelled(7), alice);
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void stopsNobodyElsesCall() {
        calls.begin(alice, SEVEN, call);
        calls.hear(cancelled(7), signedIn("bob"));
        calls.hear(cancelled(7), signedIn("alice")); // by another grant
        calls.hear(cancelled(7), new Anonymous());
        assertThat(call.isCancelled()).isFalse();
    }

    @Test
    void stopsNoCallWhereNobodySignsIn() {
        calls.begin(new Anonymous(), SEVEN, call);
        calls.hear(cancelled(7), new Anonymous());
        assertThat(call.isCancelled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsNeitherOfTwoThatCannotBeToldApart(boolean firstEnds) {
        Cancellation other = new Cancellation();
        calls.begin(alice, SEVEN, call);
        calls.begin(alice, SEVEN, other);
        calls.hear(cancelled(7), alice);
        assertThat(call.isCancelled() || other.isCancelled()).isFalse();
        calls.end(alice, SEVEN, firstEnds ? call : other);
        calls.hear(cancelled(7), alice);
        assertThat(call.isCancelled()).isEqualTo(!firstEnds);
        assertThat(other.isCancelled()).isEqualTo(firstEnds);
    }

    @Test
    void stopsNothingThatHasEnded() {
        calls.begin(alice, SEVEN, call);
        calls.end(alice, SEVEN, call);
        calls.hear(cancelled(7), alice);
        assertThat(call.isCancelled()).isFalse();
    }
}
