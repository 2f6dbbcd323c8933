package io.mxcp.application.token;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static io.mxcp.application.fixture.Refusals.ifRefused;
import static io.mxcp.application.fixture.TestBroker.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevokeTokenTest {
    private final TestBroker broker = new TestBroker();
    private final TokenResponse tokens = broker.signIn();

    @Test
    void endsTheGrantByItsAccessTokenAtOnceAndForGood() {
        broker.use(tokens.accessToken());

        revoke(broker.client, tokens.accessToken());

        everythingIsDead();
        broker.restart();
        everythingIsDead();
    }

    @Test
    void endsTheGrantByItsRefreshTokenAtOnceAndForGood() {
        broker.use(tokens.accessToken());

        revoke(broker.client, refreshOf(tokens));

        everythingIsDead();
        broker.restart();
        everythingIsDead();
    }

    @Test
    void endsTheGrantByARefreshTokenWhoseAccessTokenExpired() {
        broker.clock.advance(Duration.ofHours(2));

        revoke(broker.client, refreshOf(tokens));

        assertThat(codeOf(() -> broker.refresh(refreshOf(tokens)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    @Test
    void hasNoEffectForAnotherClientOrAnUnknownToken() {
        revoke(Clients.publicClient(), tokens.accessToken());
        revoke(Clients.publicClient(), refreshOf(tokens));
        revoke(broker.client, Secrets.any());
        revoke(broker.client, Secret.of("mxcp_at_garbage"));

        assertThat(ifRefused(() -> broker.use(tokens.accessToken()))).isEmpty();
        assertThat(ifRefused(() -> broker.refresh(refreshOf(tokens)))).isEmpty();
    }

    @Test
    void endsOneGrantAndNoOther() {
        TokenResponse other = broker.signIn();

        revoke(broker.client, tokens.accessToken());

        assertThat(ifRefused(() -> broker.use(other.accessToken()))).isEmpty();
    }

    private void everythingIsDead() {
        assertThat(codeOf(() -> broker.use(tokens.accessToken()))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(() -> broker.refresh(refreshOf(tokens)))).isEqualTo(ErrorCode.INVALID_GRANT);
    }

    private void revoke(Client client, Secret token) {
        broker.server().revokeToken().revoke(client, token);
    }
}
