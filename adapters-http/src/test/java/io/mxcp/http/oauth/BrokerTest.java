package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests against one running server share. */
abstract class BrokerTest {
    TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    Flow flow() throws Exception {
        return Flow.of(broker);
    }

    /** A JSON refusal with this status and code, which nobody keeps. */
    static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json("error")).isEqualTo(error);
        assertThat(answer.json("error_description")).isNotEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.location()).isEmpty();
    }

    /** A page of refusal that redirects nowhere. */
    static void assertRefusedOnPage(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(answer.body()).contains("<code>" + error + "</code>");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.location()).isEmpty();
    }

    /** A redirect that brings this error to the client, with its own state and our issuer. */
    void assertErrorRedirect(Answer answer, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.location()).startsWith(Flow.REDIRECT + "?");
        Query query = Query.of(answer.location());
        assertThat(query.get("error")).isEqualTo(error);
        assertThat(query.get("error_description")).isNotEmpty();
        assertThat(query.get("state")).isEqualTo(Flow.STATE);
        assertThat(query.get("iss")).isEqualTo(broker.url(""));
        assertThat(query.has("code")).isFalse();
    }
}
