package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance F1 to F11. */
class RefreshTest extends BrokerTest {
    @Test
    void givesANewPairAndLeavesTheOldAccessTokenGood() throws Exception {
        Flow flow = flow();
        Answer first = flow.tokens();
        Answer second = flow.refresh(first.json("refresh_token"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json("refresh_token")).isNotEqualTo(first.json("refresh_token"));
        assertThat(flow.ask(first.json("access_token")).status()).isEqualTo(200);
        assertThat(flow.ask(second.json("access_token")).status()).isEqualTo(200);
        assertThat(broker.gateway.refreshes).hasValue(0);
    }

    @Test
    void refreshesAtTheProviderWhatIsDueThere() throws Exception {
        broker.gateway.expiry = new Expiry.At(broker.clock.instant().plusSeconds(1000));
        Flow flow = flow();
        Answer first = flow.tokens();
        broker.clock.advance(Duration.ofSeconds(2000));
        broker.gateway.expiry = new Expiry.At(broker.clock.instant().plusSeconds(1000));
        assertThat(flow.refresh(first.json("refresh_token")).status()).isEqualTo(200);
        assertThat(broker.gateway.refreshes).hasValue(1);
    }

    @Test
    void worksWhenTheAccessTokenIsOver() throws Exception {
        Flow flow = flow();
        Answer first = flow.tokens();
        broker.clock.advance(Duration.ofHours(2));
        assertThat(flow.ask(first.json("access_token")).status()).isEqualTo(401);
        Answer second = flow.refresh(first.json("refresh_token"));
        assertThat(flow.ask(second.json("access_token")).status()).isEqualTo(200);
    }

    /** twenty PR #22548. */
    @Test
    void leavesTheOwnersTokensAloneWhenAnotherClientComesWithThem() throws Exception {
        Flow owner = flow();
        String token = owner.tokens().json("refresh_token");
        assertRefused(flow().refresh(token), 400, "invalid_grant");
        assertThat(owner.refresh(token).status()).isEqualTo(200);
    }

    /** fastmcp#4901. */
    @Test
    void givesTheSamePairToOneWhoLostTheAnswer() throws Exception {
        Flow flow = flow();
        String token = flow.tokens().json("refresh_token");
        Answer first = flow.refresh(token);
        Answer again = flow.refresh(token);
        assertThat(again.json("access_token")).isEqualTo(first.json("access_token"));
        assertThat(again.json("refresh_token")).isEqualTo(first.json("refresh_token"));
    }

    @Test
    void endsTheGrantOfATokenThatWasReplacedLongAgo() throws Exception {
        Flow flow = flow();
        Answer first = flow.tokens();
        Answer second = flow.refresh(first.json("refresh_token"));
        Answer third = flow.refresh(second.json("refresh_token"));
        broker.clock.advance(Duration.ofMinutes(11));
        assertRefused(flow.refresh(first.json("refresh_token")), 400, "invalid_grant");
        assertRefused(flow.refresh(third.json("refresh_token")), 400, "invalid_grant");
        assertThat(flow.ask(third.json("access_token")).status()).isEqualTo(401);
        assertThat(broker.events).anyMatch(AuditEvent.ReuseDetected.class::isInstance);
    }

    @Test
    void endsWithTheProvidersGrantAndAsksNoMore() throws Exception {
        Flow flow = expiring();
        String token = flow.tokens().json("refresh_token");
        broker.clock.advance(Duration.ofMinutes(10));
        broker.gateway.failure = Optional.of(Failure.GRANT_REFUSED);
        assertRefused(flow.refresh(token), 400, "invalid_grant");
        assertThat(broker.gateway.refreshes).hasValue(1);
    }

    /** fastmcp#5002. */
    @Test
    void keepsTheTokenGoodThroughAnOutage() throws Exception {
        Flow flow = expiring();
        String token = flow.tokens().json("refresh_token");
        broker.clock.advance(Duration.ofMinutes(10));
        broker.gateway.failure = Optional.of(Failure.UNREACHABLE);
        Answer outage = flow.refresh(token);
        assertRefused(outage, 503, "temporarily_unavailable");
        assertThat(Integer.parseInt(outage.header("Retry-After"))).isPositive();
        assertThat(outage.body()).doesNotContain("test");
        broker.gateway.failure = Optional.empty();
        assertThat(flow.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void worksWithAProviderWithoutRefreshTokens() throws Exception {
        broker.gateway.givesRefreshTokens = false;
        broker.gateway.expiry = new Expiry.Never();
        Flow flow = flow();
        String token = flow.tokens().json("refresh_token");
        broker.clock.advance(Duration.ofDays(20));
        assertThat(flow.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void narrowsScopesOnly() throws Exception {
        Flow flow = flow().with("scope", "reports");
        String token = flow.tokens().json("refresh_token");
        assertRefused(refresh(flow, token, "reports mxcp:access"), 400, "invalid_scope");
        assertRefused(refresh(flow, token, "a\"b"), 400, "invalid_scope");
        assertThat(refresh(flow, token, "reports").json("scope")).isEqualTo("reports");
    }

    @Test
    void endsAtTheAbsoluteLifetime() throws Exception {
        Flow flow = flow();
        String token = flow.tokens().json("refresh_token");
        for (int day = 0; day < 80; day += 20) {
            broker.clock.advance(Duration.ofDays(20));
            token = flow.refresh(token).json("refresh_token");
        }
        broker.clock.advance(Duration.ofDays(10).plusMillis(1));
        assertRefused(flow.refresh(token), 400, "invalid_grant");
    }

    @Test
    void givesAClientThatMayNotRefreshNoRefreshToken() throws Exception {
        Flow flow = Flow.of(broker, new Browser(broker), TestBroker.CONFIGURED.value())
                .with("redirect_uri", TestBroker.DEFAULT_REDIRECT);
        Map<String, String> form = flow.redemption(flow.code());
        form.put("redirect_uri", TestBroker.DEFAULT_REDIRECT);
        form.put("client_secret", TestBroker.CONFIGURED_SECRET);
        assertThat(flow.token(form).json().has("refresh_token")).isFalse();
        form.putAll(Map.of("grant_type", "refresh_token", "refresh_token", "x"));
        assertRefused(flow.token(form), 400, "unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token"})
    void revokesTheWholeGrantByEitherToken(String which) throws Exception {
        Flow flow = flow();
        Answer tokens = flow.tokens();
        Answer revoked = flow.revoke(tokens.json(which));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).isEmpty();
        assertThat(revoked.header("Cache-Control")).isEqualTo("no-store");
        assertThat(flow.ask(tokens.json("access_token")).status()).isEqualTo(401);
        assertRefused(flow.refresh(tokens.json("refresh_token")), 400, "invalid_grant");
    }

    /** cloudflare#188, cloudflare#225. */
    @Test
    void answersTheSameForTokensThatAreUnknownOrAnothers() throws Exception {
        Flow owner = flow();
        Answer tokens = owner.tokens();
        String token = tokens.json("refresh_token");
        assertThat(flow().revoke(token).status()).isEqualTo(200);
        assertThat(owner.revoke("never issued").status()).isEqualTo(200);
        assertThat(owner.revoke(token.substring(0, token.length() - 4) + "AAAA").status())
                .isEqualTo(200);
        assertThat(owner.refresh(token).status()).isEqualTo(200);
    }

    /** fastmcp#3524. */
    @Test
    void takesNoTokenForTheOther() throws Exception {
        Flow flow = flow();
        Answer tokens = flow.tokens();
        assertRefused(flow.refresh(tokens.json("access_token")), 400, "invalid_grant");
        assertThat(flow.ask(tokens.json("refresh_token")).status()).isEqualTo(401);
        assertThat(flow.ask(tokens.json("access_token")).status()).isEqualTo(200);
    }

    private Flow expiring() throws Exception {
        broker.gateway.expiry = new Expiry.At(broker.clock.instant().plusSeconds(60));
        return flow();
    }

    private static Answer refresh(Flow flow, String token, String scope) throws Exception {
        Map<String, String> form = new HashMap<>(
                Map.of("grant_type", "refresh_token", "client_id", flow.clientId, "refresh_token", token));
        form.put("scope", scope);
        return flow.token(form);
    }
}
