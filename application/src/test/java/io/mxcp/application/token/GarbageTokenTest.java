package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.CountedTokens;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this server did not make is refused before any store is asked (T35). */
class GarbageTokenTest {
    private final CountedTokens counted = new CountedTokens(new InMemoryTokenRepository());
    private final TestBroker broker = new TestBroker(settings -> settings.tokens(counted.repository()));

    static List<String> garbage() {
        return List.of(
                "x",
                "mxcp_at_",
                "mxcp_rt_",
                "mxcp_ac_",
                "mxcp_at_!!!",
                "mxcp_at_" + "A".repeat(64),
                "mxcp_rt_" + "A".repeat(86),
                "mxcp_ac_" + "A".repeat(64),
                "mxcp_at_" + "A".repeat(100_000),
                Secrets.any().reveal(),
                "\u0000",
                "mxcp_at_\u00e9");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void refusesGarbageWithoutAskingTheStore(String text) {
        Secret garbage = Secret.of(text);

        assertThat(codeOf(() -> broker.use(garbage))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(garbage))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.redeem(garbage))).isEqualTo(ErrorCode.INVALID_GRANT);
        broker.server().revokeToken().revoke(broker.client, garbage);
        assertThat(counted.calls()).isZero();
    }

    @Test
    void refusesAGenuineTokenWithOneLetterChangedWithoutAskingTheStore() {
        String genuine = broker.signIn().accessToken().reveal();
        int calls = counted.calls();
        for (int at = "mxcp_at_".length(); at < genuine.length() - 1; at++) {
            char other = genuine.charAt(at) == 'A' ? 'B' : 'A';
            Secret changed = Secret.of(genuine.substring(0, at) + other + genuine.substring(at + 1));

            assertThat(codeOf(() -> broker.use(changed))).isEqualTo(ErrorCode.INVALID_TOKEN);
        }
        assertThat(counted.calls()).isEqualTo(calls);
    }
}
