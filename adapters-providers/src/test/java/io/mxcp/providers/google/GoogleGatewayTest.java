package io.mxcp.providers.google;

import static io.mxcp.providers.scripted.Conversation.assertFailure;
import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.scripted.Conversation;
import io.mxcp.providers.scripted.Conversing;
import io.mxcp.providers.scripted.ScriptedGoogle;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        ScriptedProvider google = ScriptedGoogle.start(clock);
        google.rotates(true);
        return google;
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return conversationWith(startedProvider, clock).gateway();
    }

    private static Conversation conversationWith(ScriptedProvider provider, InstantSource clock) {
        return new Conversation(new GoogleFactory(), provider, ScriptedGoogle.settings(provider.base()), clock);
    }

    @Nested
    class Google extends Conversing {
        private final ScriptedProvider google = conversation().provider();

        Google() throws IOException {
            super(conversationWith(ScriptedGoogle.start(CLOCK), CLOCK));
        }

        @Test
        void asksForOfflineAccessAndConsentEachTime() throws ProviderException {
            assertThat(conversation().authorization())
                    .containsEntry("access_type", "offline")
                    .containsEntry("prompt", "consent");
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
            conversation().set("scope", "openid email https://www.googleapis.com/auth/calendar.readonly");
            google.tokenMember("scope", "\"openid " + ScriptedGoogle.EMAIL_SCOPE + "\"");
            assertThat(profile().facts())
                    .containsEntry("google.withheld_scopes", "https://www.googleapis.com/auth/calendar.readonly");
        }

        @Test
        void asksForOpenIdEvenIfItIsNotConfigured() {
            conversation().set("scope", "https://www.googleapis.com/auth/drive.readonly email");
            assertThat(gateway().requestedScopes())
                    .containsExactly("openid", "https://www.googleapis.com/auth/drive.readonly", "email");
        }

        @Test
        void keepsTheRefreshTokenThatARefreshNeverBrings() throws ProviderException {
            ProviderTokens first = signIn();
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
            assertFailure(this::profile, Failure.POLICY_REFUSED, "e-mail");
        }

        @Test
        void refusesUserInfoOfAnotherPersonInBothForms() {
            google.profileMember("sub", "\"bob\"");
            assertFailure(this::profile, Failure.INVALID_RESPONSE, "another person");
            google.profileMember("sub", "");
            google.profileMember("id", "\"bob\"");
            assertFailure(this::profile, Failure.INVALID_RESPONSE, "another person");
        }

        @Test
        void letsNobodyInUnderAnAddressThatGoogleDoesNotVouchFor() {
            google.profileMember("email_verified", "false");
            assertFailure(this::profile, Failure.POLICY_REFUSED, "e-mail");
        }

        @ParameterizedTest
        @CsvSource({"openid profile, CLIENT_REFUSED, add email to scope", "openid email, USER_DENIED, did not let us"})
        void saysWhyThereIsNoEmailAddress(String scope, Failure failure, String part) {
            conversation().set("scope", scope);
            google.profileMember("email", "");
            google.tokenMember("scope", "\"openid\"");
            assertFailure(this::profile, failure, part);
        }

        @Test
        void letsInThePeopleOfAnAllowedDomainInWhateverCase() throws ProviderException {
            conversation().set("allowed_domains", "other.example ACME.example");
            google.profileMember("hd", "\"Acme.Example\"");
            assertThat(profile().username()).isEqualTo("ann@acme.example");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"other.example\"", "\"evil.acme.example\"", "[\"acme.example\"]"})
        void believesTheHdClaimAndNotTheAddress(String hd) {
            conversation().set("allowed_domains", "acme.example");
            google.profileMember("hd", hd);
            assertFailure(this::profile, Failure.POLICY_REFUSED, "allowed_domains");
        }

        @Test
        void hintsTheOnlyAllowedDomain() throws ProviderException {
            conversation().set("allowed_domains", "acme.example");
            assertThat(conversation().authorization()).containsEntry("hd", "acme.example");
            conversation().set("allowed_domains", "acme.example other.example");
            assertThat(conversation().authorization()).doesNotContainKey("hd");
        }

        @Test
        void believesNoOldIssuerNameOfAnybodyElse() {
            google.idTokenClaim("iss", "\"accounts.google.com\"");
            assertFailure(this::profile, Failure.INVALID_RESPONSE, "issuer");
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
            "400, admin_policy_enforced, POLICY_REFUSED, administrator",
            "400, rate_limit_exceeded, RATE_LIMITED, too many",
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
            assertFailure(() -> gateway().profile(tokens), Failure.TOKEN_REFUSED, "user info");
        }

        @Test
        void takesARevokedTokenForADeadGrant() throws ProviderException {
            ProviderTokens tokens = signIn();
            google.answer(ScriptedGoogle.PATHS.revocation(), Reply.json(400, "{\"error\":\"invalid_token\"}"));
            assertThat(gateway().revoke(tokens)).isEqualTo(ProviderGateway.Revocation.ALREADY_DEAD);
        }

        @Test
        void saysWhichRuleKeepsAPersonOut() {
            conversation().set("allowed_domains", "other.example");
            assertRefused(this::profile, Policy.DOMAIN, "allowed_domains");
            google.profileMember("hd", "\"other.example\"");
            google.profileMember("email_verified", "false");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "username_claim");
        }

        @Test
        void namesPeopleByTheConfiguredClaim() throws ProviderException {
            conversation().set("username_claim", "sub");
            conversation().set("email_claim", "contact");
            google.profileMember("email_verified", "false");
            google.profileMember("contact", "\"a@b.example\"");
            UserProfile profile = profile();
            assertThat(profile.username()).isEqualTo(ScriptedProvider.SUBJECT);
            assertThat(profile.email()).contains("a@b.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
            conversation().set("username_claim", "employee_id");
            assertFailure(this::profile, Failure.CLIENT_REFUSED, "username_claim");
        }

        @Test
        void sendsTheSecretAsConfigured() throws ProviderException {
            conversation().set("client_auth", "basic");
            assertThat(google.isLive(signIn().accessToken())).isTrue();
        }

        @Test
        void sendsTheOperatorsParametersInsteadOfItsOwn() throws ProviderException {
            conversation().set("authorize_params", "prompt=select_account+consent&include_granted_scopes=true");
            assertThat(conversation().authorization())
                    .containsEntry("prompt", "select_account consent")
                    .containsEntry("include_granted_scopes", "true")
                    .containsEntry("access_type", "offline");
        }

        @Test
        void keepsWhatGoogleToldAndLetsTheTokenGoToGoogleOnly() throws ProviderException {
            ProviderSession session = new ProviderSession(signIn(), profile());
            assertThat(session.profile().claims().at("hd")).contains("acme.example");
            assertThat(gateway().dataHosts(session)).containsExactly("*.googleapis.com");
            assertThat(gateway().limitsTokens()).isFalse();
        }

        @Test
        void remindsOfTheTestersOfAnUnverifiedApp() {
            assertFailure(
                    () -> gateway().readCallback(ScriptedProvider.callback(Map.of("error", "access_denied"))),
                    Failure.USER_DENIED,
                    "test users");
        }
    }
}
