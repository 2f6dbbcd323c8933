package io.mxcp.providers.salesforce;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.POLICY_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    private static final String INSTANCE = "salesforce.instance_url";

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedSalesforce.start(clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return ScriptedSalesforce.gateway(ScriptedSalesforce.settings(startedProvider.base()), clock);
    }

    @Override
    protected String subject() {
        return ScriptedSalesforce.ORGANIZATION + ScriptedSalesforce.USER;
    }

    @Nested
    class AnOrganization {
        private final SecretGenerator secrets = new SecretGenerator();
        private ScriptedProvider salesforce;
        private Map<String, String> settings;

        @BeforeEach
        void start() throws IOException {
            salesforce = ScriptedSalesforce.start(CLOCK);
            salesforce.tokenMember("expires_in", "");
            settings = ScriptedSalesforce.settings(salesforce.base());
        }

        @AfterEach
        void stop() {
            salesforce.close();
        }

        private ProviderGateway gateway() {
            return ScriptedSalesforce.gateway(settings, CLOCK);
        }

        private ProviderTokens signIn() throws ProviderException {
            ProviderGateway gateway = gateway();
            SignInRequest request =
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
            Secret code = gateway.readCallback(salesforce.signIn(gateway.authorizationUri(request)));
            return gateway.exchange(code, request);
        }

        @Test
        void doesNotInventALifetimeForAToken() throws ProviderException {
            ProviderTokens tokens = signIn();
            assertThat(tokens.expiry()).isEqualTo(new Expiry.Unknown());
            assertThat(gateway().refresh(tokens).expiry()).isEqualTo(new Expiry.Unknown());
        }

        @Test
        void knowsAPersonByOrganizationAndUser() throws ProviderException {
            UserProfile profile = gateway().profile(signIn());
            assertThat(profile.subject()).isEqualTo("00DAx0000004Zz1MAE005Ax00000B1cDeIAJ");
            assertThat(profile.username()).isEqualTo("ann@acme.example.sales");
            assertThat(profile.email()).contains("ann@acme.example");
            assertThat(profile.facts())
                    .containsEntry(INSTANCE, salesforce.base())
                    .containsEntry("salesforce.organization_id", "00DAx0000004Zz1MAE")
                    .containsEntry("salesforce.user_id", "005Ax00000B1cDeIAJ")
                    .containsEntry("salesforce.picture", "https://photos.example/ann");
        }

        @ParameterizedTest
        @CsvSource({"user_id, ''", "user_id, null", "user_id, '\"005/../x\"'", "organization_id, ''", "user_id, 5"})
        void refusesAPersonWithoutOneOfTheIds(String member, String json) throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.profileMember(member, json);
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, member);
        }

        @Test
        void refusesAnotherPersonThanTheTokensAreOf() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.profileMember("user_id", "\"005Ax00000ZZZZZIAJ\"");
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "another person");
        }

        @Test
        void refusesAPersonWhomTheOrganizationHasDeactivated() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.profileMember("active", "false");
            assertFailure(() -> gateway().profile(tokens), POLICY_REFUSED, "not active");
        }

        @Test
        void namesTheScopeThatBringsTheUsername() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.profileMember("preferred_username", "");
            assertFailure(() -> gateway().profile(tokens), CLIENT_REFUSED, "scope");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://acme.my.salesforce.com",
                    "ftp://acme.my.salesforce.com",
                    "https://user@acme.my.salesforce.com",
                    "https://acme.my.salesforce.com/path",
                    "https://acme.my.salesforce.com?x=1",
                    "http://127.0.0.1:1",
                    "acme.my.salesforce.com"
                })
        void refusesAnInstanceThatIsNoHttpsHost(String instance) throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.tokenMember("instance_url", ScriptedSalesforce.quoted(instance));
            assertFailure(this::signIn, INVALID_RESPONSE, "instance_url");
            assertFailure(() -> gateway().refresh(tokens), INVALID_RESPONSE, "instance_url");
        }

        @Test
        void sendsNoTokenToAnInstanceInAPrivateNetwork() throws ProviderException {
            salesforce.tokenMember("instance_url", "\"https://127.0.0.1\"");
            ProviderTokens tokens = signIn();
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "private network");
        }

        @Test
        void asksAtTheInstanceOfTheLatestAnswer() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.tokenMember("instance_url", "\"https://moved.invalid\"");
            ProviderTokens moved = gateway().refresh(tokens);
            assertThat(moved.facts()).containsEntry(INSTANCE, "https://moved.invalid");
            assertFailure(() -> gateway().profile(moved), UNREACHABLE, "host name");
            assertThat(salesforce.calls(ScriptedSalesforce.PATHS.userInfo())).isZero();
        }

        @Test
        void asksAtTheConfiguredAddressIfThereIsOne() throws ProviderException {
            settings.put("userinfo_url", salesforce.base() + ScriptedSalesforce.PATHS.userInfo());
            salesforce.tokenMember("instance_url", "");
            assertThat(gateway().profile(signIn()).facts()).doesNotContainKey(INSTANCE);
        }

        @Test
        void cannotAskWithoutAnInstance() throws ProviderException {
            salesforce.tokenMember("instance_url", "");
            ProviderTokens tokens = signIn();
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "instance_url");
        }

        @Test
        void worksWithRotationAndWithout() throws ProviderException {
            ProviderTokens first = signIn();
            ProviderTokens rotated = gateway().refresh(first);
            assertThat(rotated.refreshToken()).isNotEqualTo(first.refreshToken());
            assertFailure(() -> gateway().refresh(first), GRANT_REFUSED, "invalid_grant");
            salesforce.tokenMember("refresh_token", "");
            ProviderTokens kept = gateway().refresh(rotated);
            assertThat(kept.refreshToken()).isEqualTo(rotated.refreshToken());
            assertThat(salesforce.isLive(gateway().refresh(kept).accessToken())).isTrue();
        }

        @Test
        void takesPlainTextForADeadAccessTokenButForNoDeadGrant() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.answer(ScriptedSalesforce.PATHS.userInfo(), ScriptedSalesforce.deadToken());
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "own access token");
            salesforce.answer(
                    ScriptedSalesforce.PATHS.userInfo(), Reply.json(403, "{\"error\":\"insufficient_scope\"}"));
            assertFailure(() -> gateway().profile(tokens), CLIENT_REFUSED, "scope");
        }

        @Test
        void takesNoTokenToWhereTheLoginHostSends() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.answer(
                    ScriptedSalesforce.PATHS.userInfo(),
                    Reply.of(302, Map.of("Location", salesforce.base() + "/elsewhere"), new byte[0]));
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "redirect");
            assertThat(salesforce.calls("/elsewhere")).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "invalid_client_id, CLIENT_REFUSED, client_id",
            "redirect_uri_mismatch, CLIENT_REFUSED, callback_path",
            "invalid_request, CLIENT_REFUSED, PKCE",
            "invalid_grant, GRANT_REFUSED, no longer good",
            "inactive_user, POLICY_REFUSED, rules",
            "inactive_org, POLICY_REFUSED, rules",
            "rate_limit_exceeded, RATE_LIMITED, too many"
        })
        void saysWhatToFix(String code, Failure failure, String part) {
            salesforce.answer(ScriptedSalesforce.PATHS.token(), ScriptedSalesforce.error(code));
            assertFailure(this::signIn, failure, part);
        }

        @ParameterizedTest
        @CsvSource({
            "invalid_request, CLIENT_REFUSED, PKCE",
            "OAUTH_APP_BLOCKED, CLIENT_REFUSED, blocks",
            "OAUTH_EC_APP_NOT_FOUND, CLIENT_REFUSED, install",
            "OAUTH_APP_ACCESS_DENIED, POLICY_REFUSED, rules"
        })
        void saysWhatToFixWhenThePageRefuses(String code, Failure failure, String part) {
            assertFailure(
                    () -> gateway().readCallback(ScriptedProvider.callback(Map.of("error", code, "state", "S"))),
                    failure,
                    part);
        }

        @Test
        void namesTheClientWhenTheSecretIsWrong() {
            settings.put("client_secret", "wrong");
            assertFailure(this::signIn, CLIENT_REFUSED, "client_id");
        }

        @Test
        void endsTheWholeGrantByTheRefreshToken() throws ProviderException {
            ProviderTokens tokens = signIn();
            assertThat(gateway().revoke(tokens)).isEqualTo(Revocation.REVOKED);
            assertFailure(() -> gateway().refresh(tokens), GRANT_REFUSED, "invalid_grant");
            salesforce.answer(ScriptedSalesforce.PATHS.revocation(), ScriptedSalesforce.error("invalid_token"));
            assertThat(gateway().revoke(tokens)).isEqualTo(Revocation.ALREADY_DEAD);
        }

        @Test
        void signsInWithoutOpenId() throws ProviderException {
            settings.put("scope", "api refresh_token");
            assertThat(gateway().profile(signIn()).username()).isEqualTo("ann@acme.example.sales");
        }

        private void assertFailure(Call call, Failure failure, String part) {
            ProviderException thrown = catchThrowableOfType(ProviderException.class, call::make);
            assertThat(thrown).isNotNull().hasMessageContaining(part);
            assertThat(thrown.failure()).isEqualTo(failure);
        }
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws ProviderException;
    }
}
