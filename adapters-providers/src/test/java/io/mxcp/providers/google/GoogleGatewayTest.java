package io.mxcp.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
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

class GoogleGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedGoogle.start(clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return ScriptedGoogle.gateway(ScriptedGoogle.settings(startedProvider), clock);
    }

    @Nested
    class Google {
        private final SecretGenerator secrets = new SecretGenerator();
        private final SignInRequest request =
                new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
        private ScriptedProvider google;
        private Map<String, String> settings;

        @BeforeEach
        void start() throws IOException {
            google = ScriptedGoogle.start(CLOCK);
            settings = ScriptedGoogle.settings(google);
        }

        @AfterEach
        void stop() {
            google.close();
        }

        private ProviderGateway gateway() {
            return ScriptedGoogle.gateway(settings, CLOCK);
        }

        private ProviderTokens signIn() throws ProviderException {
            Secret code = gateway().readCallback(google.signIn(gateway().authorizationUri(request)));
            return gateway().exchange(code, request);
        }

        private UserProfile profile() throws ProviderException {
            return gateway().profile(signIn());
        }

        @Test
        void asksForOfflineAccessAndConsentEachTime() throws ProviderException {
            assertThat(gateway().authorizationUri(request).getRawQuery().split("&"))
                    .contains("access_type=offline", "prompt=consent");
        }

        @Test
        void takesTheWholeEmailAddressForUsername() throws ProviderException {
            UserProfile profile = profile();
            assertThat(profile.subject()).isEqualTo(ScriptedProvider.SUBJECT);
            assertThat(profile.username()).isEqualTo("ann@acme.example");
            assertThat(profile.email()).contains("ann@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.VERIFIED);
            assertThat(profile.displayName()).contains("Ann Example");
            assertThat(profile.facts()).containsEntry("google.hd", "acme.example");
        }

        @Test
        void takesTheGrantedScopesFromTheAnswerInTheirLongForm() throws ProviderException {
            String granted = ScriptedGoogle.EMAIL_SCOPE + " openid " + ScriptedGoogle.PROFILE_SCOPE;
            google.tokenMember("scope", "\"" + granted + "\"");
            ProviderTokens tokens = signIn();
            assertThat(tokens.scopes().toString()).isEqualTo(granted);
            assertThat(tokens.scopesReported()).isTrue();
            assertThat(gateway().profile(tokens).facts()).doesNotContainKey("google.withheld_scopes");
        }

        @Test
        void tellsWhichScopesThePersonUnticked() throws ProviderException {
            settings.put("scope", "openid email https://www.googleapis.com/auth/calendar.readonly");
            google.tokenMember("scope", "\"openid " + ScriptedGoogle.EMAIL_SCOPE + "\"");
            assertThat(profile().facts())
                    .containsEntry("google.withheld_scopes", "https://www.googleapis.com/auth/calendar.readonly");
        }

        @Test
        void asksForOpenIdEvenIfItIsNotConfigured() {
            settings.put("scope", "https://www.googleapis.com/auth/drive.readonly email");
            assertThat(gateway().requestedScopes())
                    .containsExactly("openid", "https://www.googleapis.com/auth/drive.readonly", "email");
        }

        @Test
        void keepsTheRefreshTokenThatARefreshNeverBrings() throws ProviderException {
            ProviderTokens first = signIn();
            google.tokenMember("refresh_token", "");
            ProviderTokens third = gateway().refresh(gateway().refresh(first));
            assertThat(third.refreshToken()).isPresent().isEqualTo(first.refreshToken());
            assertThat(google.isLive(third.accessToken())).isTrue();
        }

        @Test
        void readsTheOlderFormOfUserInfo() throws ProviderException {
            google.profileMember("sub", "");
            google.profileMember("email_verified", "");
            google.profileMember("id", "\"" + ScriptedProvider.SUBJECT + "\"");
            google.profileMember("verified_email", "true");
            assertThat(profile().emailVerification()).isEqualTo(EmailVerification.VERIFIED);
            google.profileMember("verified_email", "false");
            assertFailure(Failure.POLICY_REFUSED, "e-mail");
        }

        @Test
        void refusesUserInfoOfAnotherPersonInBothForms() {
            google.profileMember("sub", "\"bob\"");
            assertFailure(Failure.INVALID_RESPONSE, "another person");
            google.profileMember("sub", "");
            google.profileMember("id", "\"bob\"");
            assertFailure(Failure.INVALID_RESPONSE, "another person");
        }

        @Test
        void letsNobodyInUnderAnAddressThatGoogleDoesNotVouchFor() {
            google.profileMember("email_verified", "false");
            assertFailure(Failure.POLICY_REFUSED, "e-mail");
        }

        @ParameterizedTest
        @CsvSource({"openid profile, CLIENT_REFUSED, add email to scope", "openid email, USER_DENIED, did not let us"})
        void saysWhyThereIsNoEmailAddress(String scope, Failure failure, String part) {
            settings.put("scope", scope);
            google.profileMember("email", "");
            google.tokenMember("scope", "\"openid\"");
            assertFailure(failure, part);
        }

        @Test
        void letsInThePeopleOfAnAllowedDomainInWhateverCase() throws ProviderException {
            settings.put("allowed_domains", "other.example ACME.example");
            google.profileMember("hd", "\"Acme.Example\"");
            assertThat(profile().username()).isEqualTo("ann@acme.example");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"other.example\"", "\"evil.acme.example\"", "[\"acme.example\"]"})
        void believesTheHdClaimAndNotTheAddress(String hd) {
            settings.put("allowed_domains", "acme.example");
            google.profileMember("hd", hd);
            assertFailure(Failure.POLICY_REFUSED, "allowed_domains");
        }

        @Test
        void hintsTheOnlyAllowedDomain() throws ProviderException {
            settings.put("allowed_domains", "acme.example");
            assertThat(gateway().authorizationUri(request).getRawQuery()).contains("&hd=acme.example&");
            settings.put("allowed_domains", "acme.example other.example");
            assertThat(gateway().authorizationUri(request).getRawQuery()).doesNotContain("hd=");
        }

        @Test
        void believesNoOldIssuerNameOfAnybodyElse() {
            google.idTokenClaim("iss", "\"accounts.google.com\"");
            assertFailure(Failure.INVALID_RESPONSE, "issuer");
        }

        @Test
        void ignoresWhatGoogleAddsToTheCallback() throws ProviderException {
            Secret code = gateway()
                    .readCallback(ScriptedProvider.callback(Map.of(
                            "state", "S",
                            "iss", google.issuer(),
                            "code", "4/0Ainvented",
                            "scope", "email profile openid",
                            "authuser", "0",
                            "hd", "acme.example",
                            "prompt", "consent")));
            assertThat(code).isEqualTo(Secret.of("4/0Ainvented"));
        }

        @ParameterizedTest
        @CsvSource({
            "400, invalid_grant, GRANT_REFUSED, no longer good",
            "401, invalid_client, CLIENT_REFUSED, client_secret",
            "400, redirect_uri_mismatch, CLIENT_REFUSED, callback_path",
            "400, invalid_scope, CLIENT_REFUSED, check scope",
            "400, admin_policy_enforced, POLICY_REFUSED, rules",
            "404, '', CLIENT_REFUSED, token_url"
        })
        void tellsWhatGooglesErrorsMean(int status, String code, Failure failure, String part)
                throws ProviderException {
            ProviderTokens tokens = signIn();
            String text = "{\"error\":\"" + code + "\",\"error_description\":\"Bad Request\"}";
            google.answer(ScriptedGoogle.PATHS.token(), Reply.json(status, text));
            assertFailure(() -> gateway().refresh(tokens), failure, part);
        }

        @Test
        void endsNoGrantBecauseUserInfoRefusesAnAccessToken() throws ProviderException {
            ProviderTokens tokens = signIn();
            String text = "{\"error\":\"invalid_request\",\"error_description\":\"Invalid Credentials\"}";
            google.answer(ScriptedGoogle.PATHS.userInfo(), Reply.json(401, text));
            assertFailure(() -> gateway().profile(tokens), Failure.INVALID_RESPONSE, "user info");
        }

        @Test
        void takesARevokedTokenForADeadGrant() throws ProviderException {
            ProviderTokens tokens = signIn();
            google.answer(ScriptedGoogle.PATHS.revocation(), Reply.json(400, "{\"error\":\"invalid_token\"}"));
            assertThat(gateway().revoke(tokens)).isEqualTo(ProviderGateway.Revocation.ALREADY_DEAD);
        }

        private void assertFailure(Failure failure, String part) {
            assertFailure(this::profile, failure, part);
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
