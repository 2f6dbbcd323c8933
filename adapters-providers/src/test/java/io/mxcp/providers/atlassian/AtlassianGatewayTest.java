package io.mxcp.providers.atlassian;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.RATE_LIMITED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
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

class AtlassianGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    private static final String TWO_SITES = """
            [{"id":"1324a887","name":"acme","url":"https://acme.atlassian.net","scopes":[]},
             {"id":"99ee","name":"club \\"x\\"","url":"https://club.atlassian.net","scopes":[]},
             {"name":"no id"}]""";

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedAtlassian.start(clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return ScriptedAtlassian.gateway(ScriptedAtlassian.settings(startedProvider.base()), clock);
    }

    @Override
    protected String subject() {
        return ScriptedAtlassian.SUBJECT;
    }

    @Nested
    class AnIntegration {
        private final SecretGenerator secrets = new SecretGenerator();
        private ScriptedProvider atlassian;
        private Map<String, String> settings;

        @BeforeEach
        void start() throws IOException {
            atlassian = ScriptedAtlassian.start(CLOCK);
            settings = ScriptedAtlassian.settings(atlassian.base());
        }

        @AfterEach
        void stop() {
            atlassian.close();
        }

        private ProviderGateway gateway() {
            return ScriptedAtlassian.gateway(settings, CLOCK);
        }

        private SignInRequest newRequest() {
            return new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
        }

        private ProviderTokens signIn() throws ProviderException {
            ProviderGateway gateway = gateway();
            SignInRequest request = newRequest();
            Secret code = gateway.readCallback(atlassian.signIn(gateway.authorizationUri(request)));
            return gateway.exchange(code, request);
        }

        private UserProfile profile() throws ProviderException {
            return gateway().profile(signIn());
        }

        @Test
        void asksForTheApiAndForConsent() throws ProviderException {
            assertThat(gateway().authorizationUri(newRequest()).getRawQuery().split("&", -1))
                    .contains("audience=api.atlassian.com", "prompt=consent");
        }

        @Test
        void namesAPersonByTheVerifiedAddress() throws ProviderException {
            UserProfile profile = profile();
            assertThat(profile.subject()).isEqualTo(ScriptedAtlassian.SUBJECT);
            assertThat(profile.username()).isEqualTo("ann@acme.example");
            assertThat(profile.displayName()).contains("Ann Example");
        }

        @ParameterizedTest
        @CsvSource({
            "'\"ann@acme.example\"', false",
            "'\"ann@acme.example\"', ''",
            "'\"ann@acme.example\"', '\"true\"'",
            "'\"\"', true",
            "'', true",
            "null, true"
        })
        void namesAPersonByTheAccountWhereNoAddressIsVerified(String email, String verified) throws ProviderException {
            atlassian.profileMember("email", email);
            atlassian.profileMember("email_verified", verified);
            UserProfile profile = profile();
            assertThat(profile.username()).isEqualTo(ScriptedAtlassian.SUBJECT);
            assertThat(profile.emailVerification()).isNotEqualTo(UserProfile.EmailVerification.VERIFIED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"\"", "null", "712020"})
        void refusesAPersonWithoutAccount(String account) throws ProviderException {
            ProviderTokens tokens = signIn();
            atlassian.profileMember("account_id", account);
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "account_id");
        }

        @ParameterizedTest
        @ValueSource(strings = {"invalid_grant", "unauthorized_client"})
        void knowsADeadRefreshTokenByEither403(String code) throws ProviderException {
            ProviderTokens tokens = signIn();
            atlassian.answer(ScriptedAtlassian.PATHS.token(), ScriptedAtlassian.error(403, code));
            assertFailure(() -> gateway().refresh(tokens), GRANT_REFUSED, "token refresh");
        }

        @Test
        void takesADenialAtTheTokenEndpointForWrongCredentialsEvenAtARefresh() throws ProviderException {
            ProviderTokens tokens = signIn();
            settings.put("client_secret", "wrong");
            assertFailure(this::signIn, CLIENT_REFUSED, "client_secret");
            assertFailure(() -> gateway().refresh(tokens), CLIENT_REFUSED, "client_secret");
        }

        @Test
        void endsNoGrantForAnUnauthorizedClientAtTheExchange() {
            atlassian.answer(ScriptedAtlassian.PATHS.token(), ScriptedAtlassian.error(403, "unauthorized_client"));
            assertFailure(this::signIn, CLIENT_REFUSED, "client_id");
        }

        @Test
        void replacesTheRefreshTokenAtEveryUse() throws ProviderException {
            ProviderTokens first = signIn();
            ProviderTokens second = gateway().refresh(first);
            assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
            assertFailure(() -> gateway().refresh(first), GRANT_REFUSED, "token refresh");
        }

        @Test
        void namesTheScopeWhenTheProfileIsForbidden() throws ProviderException {
            ProviderTokens tokens = signIn();
            atlassian.answer(ScriptedAtlassian.PATHS.userInfo(), Reply.json(403, "{\"code\":403}"));
            assertFailure(() -> gateway().profile(tokens), CLIENT_REFUSED, "scope");
        }

        @Test
        void takesTheOnlySiteForTheDefault() throws ProviderException {
            assertThat(profile().facts())
                    .containsEntry("atlassian.account_id", ScriptedAtlassian.SUBJECT)
                    .containsEntry("atlassian.cloud_id", "1324a887")
                    .containsEntry("atlassian.site_url", "https://acme.atlassian.net")
                    .containsEntry(
                            "atlassian.sites",
                            "[{\"id\":\"1324a887\",\"name\":\"acme\",\"url\":\"https://acme.atlassian.net\"}]");
        }

        @Test
        void takesNoneOfSeveralSitesForTheDefault() throws ProviderException {
            atlassian.answer(ScriptedAtlassian.SITES, Reply.json(200, TWO_SITES));
            assertThat(profile().facts()).containsKey("atlassian.sites").doesNotContainKey("atlassian.cloud_id");
        }

        @ParameterizedTest
        @ValueSource(strings = {"99EE", "club \"x\"", "https://club.atlassian.net/", "club.atlassian.net"})
        void usesTheConfiguredSite(String site) throws ProviderException {
            settings.put("site", site);
            atlassian.answer(ScriptedAtlassian.SITES, Reply.json(200, TWO_SITES));
            assertThat(profile().facts()).containsEntry("atlassian.cloud_id", "99ee");
        }

        @Test
        void usesNoOtherSiteThanTheConfiguredOne() throws ProviderException {
            settings.put("site", "elsewhere");
            assertThat(profile().facts()).doesNotContainKey("atlassian.cloud_id");
        }

        @ParameterizedTest
        @CsvSource({"200, []", "403, {}", "404, {}"})
        void signsInPeopleWithoutAnySite(int status, String json) throws ProviderException {
            atlassian.answer(ScriptedAtlassian.SITES, Reply.json(status, json));
            assertThat(profile().facts())
                    .containsEntry("atlassian.sites", "[]")
                    .doesNotContainKey("atlassian.cloud_id");
        }

        @ParameterizedTest
        @CsvSource({
            "500, [], UNREACHABLE",
            "429, [], RATE_LIMITED",
            "401, {}, INVALID_RESPONSE",
            "200, {}, INVALID_RESPONSE"
        })
        void doesNotTakeTroubleForTheAbsenceOfSites(int status, String json, Failure failure) throws ProviderException {
            ProviderTokens tokens = signIn();
            atlassian.answer(ScriptedAtlassian.SITES, Reply.json(status, json));
            assertFailure(() -> gateway().profile(tokens), failure, "user info");
        }

        @Test
        void saysThatItCannotEndAGrantAndAsksNobody() throws ProviderException {
            ProviderTokens tokens = signIn();
            assertThat(gateway().revoke(tokens)).isEqualTo(Revocation.NOT_SUPPORTED);
        }

        @Test
        void tellsALimitFromAnOutage() throws ProviderException {
            ProviderTokens tokens = signIn();
            atlassian.answer(ScriptedAtlassian.PATHS.token(), Reply.json(429, "{}"));
            assertFailure(() -> gateway().refresh(tokens), RATE_LIMITED, "wait");
            atlassian.answer(ScriptedAtlassian.PATHS.token(), ScriptedAtlassian.error(503, "unauthorized_client"));
            assertFailure(() -> gateway().refresh(tokens), UNREACHABLE, "HTTP 503");
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
