package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys may be replaced while people are signed in (T36). */
class KeyRotationTest {
    private final TestBroker broker = new TestBroker();
    private final KeyEncryptionKey newKey =
            KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32));
    private final TokenResponse old = broker.signIn();

    @Test
    void keepsEverybodySignedInWhileTheOldKeyIsListed() {
        broker.restart(new KeyRing(List.of(newKey, broker.key)));

        assertThat(broker.use(old.accessToken()).username()).isEqualTo("alice@example.com");
        TokenResponse next = broker.refresh(refreshOf(old));
        assertThat(broker.refresh(refreshOf(old)).accessToken())
                .as("the answer may be lost across the rotation too")
                .isEqualTo(next.accessToken());
    }

    @Test
    void needsTheOldKeyNoLongerForWhoeverRefreshed() {
        broker.restart(new KeyRing(List.of(newKey, broker.key)));
        TokenResponse next = broker.refresh(refreshOf(old));
        broker.restart(KeyRing.of(newKey));

        assertThat(broker.use(next.accessToken()).username()).isEqualTo("alice@example.com");
        assertThat(broker.refresh(refreshOf(next)).accessToken()).isNotNull();
    }

    @Test
    void failsClosedWhereTheOldKeyIsGone() {
        Secret code = broker.code("alice");
        broker.restart(KeyRing.of(newKey));

        assertThat(codeOf(() -> broker.use(old.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(refreshOf(old)))).isEqualTo(ErrorCode.INVALID_GRANT);
        assertThat(codeOf(() -> broker.redeem(code))).isEqualTo(ErrorCode.INVALID_GRANT);
    }
}
