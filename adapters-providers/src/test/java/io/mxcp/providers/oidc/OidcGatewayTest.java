package io.mxcp.providers.oidc;

import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    private static ProviderGateway gateway(Map<String, String> settings) {
        return new OidcFactory().create(ProviderSettings.of(settings), CLOCK);
    }

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return Published.start(clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return new OidcFactory().create(ProviderSettings.of(Published.settings(startedProvider)), clock);
    }

    @Nested
    class AnyProvider {
        private final SecretGenerator secrets = new SecretGenerator();
        private final SignInRequest request =
                new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
        private ScriptedProvider provider;
        private Map<String, String> settings;

        @BeforeEach
        void start() throws IOException {
            provider = Published.start(CLOCK);
            settings = Published.settings(provider);
        }

        @AfterEach
        void stop() {
            provider.close();
        }

        private ProviderTokens signIn(ProviderGateway gateway) throws ProviderException {
            Secret code = gateway.readCallback(provider.signIn(gateway.authorizationUri(request)));
            return gateway.exchange(code, request);
        }

        private UserProfile profile() throws ProviderException {
            ProviderGateway gateway = gateway(settings);
            return gateway.profile(signIn(gateway));
        }

        @Test
        void needsNoMoreThanTheIssuer() throws ProviderException {
            UserProfile profile = profile();
            assertThat(profile.issuer()).isEqualTo(provider.base() + "/tenant/");
            assertThat(profile.subject()).isEqualTo(ScriptedProvider.SUBJECT);
            assertThat(profile.displayName()).contains("Ann Example");
            assertThat(profile.groups()).containsExactly("/sales");
            assertThat(profile.facts()).containsEntry("oidc.preferred_username", "ann");
            assertThat(provider.calls(Published.DISCOVERY)).isEqualTo(1);
        }

        @Test
        void sendsAnS256ChallengeEvenIfNoPkceIsPublished() throws ProviderException {
            assertThat(gateway(settings).authorizationUri(request).getRawQuery())
                    .contains("code_challenge_method=S256");
        }

        @Test
        void startsWhileTheProviderIsDownAndGoesOnWhenItIsBack() throws ProviderException {
            provider.answer(Published.DISCOVERY, Reply.json(503, "{}"));
            assertFailure(this::profile, Failure.UNREACHABLE, "discovery");
            Published.publish(provider, "");
            assertThat(profile().subject()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @Test
        void namesTheIssuerSettingWhenAnotherOneIsPublished() {
            settings.put("issuer", provider.base() + "/tenant");
            assertFailure(() -> gateway(settings).authorizationUri(request), Failure.INVALID_RESPONSE, "check issuer");
        }

        @Test
        void asksForTheIssuerOfOneTenant() {
            String many = "{\"issuer\":\"https://login.example/{tenantid}/v2.0\"}";
            provider.answer(Published.DISCOVERY, Reply.json(200, many));
            assertFailure(() -> gateway(settings).authorizationUri(request), Failure.INVALID_RESPONSE, "your tenant");
        }

        @Test
        void refusesACallbackWithoutIssuerWhereTheProviderPromisesOne() throws ProviderException {
            Published.publish(provider, ",\"authorization_response_iss_parameter_supported\":true");
            Map<String, String> answer = Map.of("code", "c", "state", "s");
            assertFailure(
                    () -> gateway(settings).readCallback(ScriptedProvider.callback(answer)),
                    Failure.INVALID_RESPONSE,
                    "iss is missing");
        }

        @Test
        void namesTheMissingUserInfoEndpoint() throws ProviderException {
            String json = """
                    {"issuer":"BASE/tenant/","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",\
                    "jwks_uri":"BASE/certs"}""".replace("BASE", provider.base());
            provider.answer(Published.DISCOVERY, Reply.json(200, json));
            assertFailure(this::profile, Failure.INVALID_RESPONSE, "userinfo_endpoint");
        }

        @Test
        void signsInByPostWhereOnlyThatIsListed() throws ProviderException {
            Published.publish(provider, ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]");
            assertThat(profile().subject()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"false", "", "\"true\""})
        void namesNobodyAfterAnAddressOrNameThatAnyoneCouldChoose(String verified) throws ProviderException {
            provider.profileMember("email_verified", verified);
            assertThat(profile().username()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @Test
        void takesAVerifiedAddressForUsername() throws ProviderException {
            assertThat(profile().username()).isEqualTo("ann@acme.example");
        }

        @Test
        void takesTheClaimThatTheOperatorChoseForUsername() throws ProviderException {
            settings.put("username_claim", "preferred_username");
            assertThat(profile().username()).isEqualTo("ann");
        }

        @Test
        void fallsBackToNothingWhereTheChosenClaimIsMissing() {
            settings.put("username_claim", "upn");
            assertFailure(this::profile, Failure.CLIENT_REFUSED, "username_claim");
        }

        @Test
        void takesNoUnverifiedAddressForUsernameEvenIfChosen() {
            settings.put("username_claim", "email");
            provider.profileMember("email_verified", "false");
            assertFailure(this::profile, Failure.POLICY_REFUSED, "vouch");
        }

        @Test
        void readsWhatOnlyTheIdTokenTells() throws ProviderException {
            settings.put("username_claim", "upn");
            settings.put("groups_claim", "acme.groups");
            provider.idTokenClaim("upn", "\"ann@corp.example\"");
            provider.idTokenClaim("acme", "{\"groups\":[\"g1\",\"g2\"]}");
            provider.profileMember("email", "");
            provider.idTokenClaim("email", "\"ann@corp.example\"");
            provider.idTokenClaim("email_verified", "true");
            UserProfile profile = profile();
            assertThat(profile.username()).isEqualTo("ann@corp.example");
            assertThat(profile.groups()).containsExactly("g1", "g2");
            assertThat(profile.email()).contains("ann@corp.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.VERIFIED);
        }

        @Test
        void doesNotTakeTheWordOfOneSourceForTheAddressOfAnother() throws ProviderException {
            provider.profileMember("email", "");
            provider.idTokenClaim("email", "\"boss@acme.example\"");
            UserProfile profile = profile();
            assertThat(profile.email()).contains("boss@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
            assertThat(profile.username()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @Test
        void believesUserInfoMoreThanTheIdToken() throws ProviderException {
            provider.idTokenClaim("groups", "[\"stale\"]");
            assertThat(profile().groups()).containsExactly("/sales");
            provider.profileMember("groups", "[]");
            assertThat(profile().groups()).isEmpty();
        }

        @Test
        void forgetsAGroupThatARefreshedIdTokenNoLongerTells() throws ProviderException {
            provider.profileMember("groups", "");
            provider.idTokenClaim("groups", "[\"g1\"]");
            ProviderGateway gateway = gateway(settings);
            ProviderTokens tokens = signIn(gateway);
            assertThat(gateway.profile(tokens).groups()).containsExactly("g1");
            provider.idTokenClaim("groups", "");
            assertThat(gateway.profile(gateway.refresh(tokens)).groups()).isEmpty();
        }

        @Test
        void readsTheAddressFromTheConfiguredClaimAndVouchesForNone() throws ProviderException {
            settings.put("email_claim", "mail");
            provider.profileMember("mail", "\"ann@mail.example\"");
            UserProfile profile = profile();
            assertThat(profile.email()).contains("ann@mail.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
            assertThat(profile.username()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @Test
        void namesTheSecretWhenItIsWrong() {
            settings.put("client_secret", "wrong");
            assertFailure(this::profile, Failure.CLIENT_REFUSED, "client_secret");
        }

        @Test
        void keepsWhoSomebodyIsAndNotWhatTheyMayDoWhereARefreshBringsNoIdToken() throws ProviderException {
            settings.put("username_claim", "upn");
            provider.profileMember("groups", "");
            provider.idTokenClaim("upn", "\"ann@corp.example\"");
            provider.idTokenClaim("groups", "[\"g1\"]");
            ProviderGateway gateway = gateway(settings);
            ProviderTokens tokens = signIn(gateway);
            assertThat(gateway.profile(tokens).groups()).containsExactly("g1");
            provider.tokenMember("id_token", "");
            UserProfile after = gateway.profile(gateway.refresh(tokens));
            assertThat(after.username()).isEqualTo("ann@corp.example");
            assertThat(after.groups()).isEmpty();
            assertThat(after.claims().at("groups")).isEmpty();
        }

        @Test
        void readsAnAccessTokenOnlyIfItCanBeChecked() throws ProviderException {
            provider.accessTokenClaim("permissions", "[\"read:sales\"]");
            assertThat(profile().claims().at("permissions")).contains(List.of("read:sales"));
            provider.accessTokenClaim("iss", "\"https://sts.example/\"");
            assertThat(profile().claims().at("permissions")).isEmpty();
        }

        @Test
        void tellsAppRolesAndWhoVouches() throws ProviderException {
            provider.idTokenClaim("roles", "[\"Reader\"]");
            UserProfile profile = profile();
            assertThat(profile.roles()).containsExactly("Reader");
            assertThat(profile.facts())
                    .containsEntry("oidc.issuer", provider.issuer())
                    .doesNotContainKey("oidc.tenant");
        }

        @Test
        void letsOnlyVerifiedAddressesOfTheAllowedDomainsIn() throws ProviderException {
            settings.put("allowed_domains", "acme.example, other.example");
            assertThat(profile().email()).contains("ann@acme.example");
            provider.profileMember("email_verified", "");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "allowed_domains");
            settings.put("allowed_domains", "other.example");
            provider.profileMember("email_verified", "true");
            assertRefused(this::profile, Policy.DOMAIN, "allowed_domains");
        }

        @Test
        void signsInWithTheUserInfoAddressOfTheOperatorWhereNoneIsPublished() throws ProviderException {
            String json = """
                    {"issuer":"BASE/tenant/","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",\
                    "jwks_uri":"BASE/certs"}""".replace("BASE", provider.base());
            provider.answer(Published.DISCOVERY, Reply.json(200, json));
            settings.put("userinfo_url", provider.base() + "/userinfo");
            assertThat(profile().subject()).isEqualTo(ScriptedProvider.SUBJECT);
        }

        @Test
        void sendsATokenToTheIssuersHostAndThatOfUserInfo() throws ProviderException {
            ProviderGateway gateway = gateway(settings);
            ProviderTokens tokens = signIn(gateway);
            ProviderSession session = new ProviderSession(tokens, gateway.profile(tokens));
            assertThat(gateway.dataHosts(session))
                    .containsExactly(provider.base().toString());
            settings.put("userinfo_url", "https://Users.example/me");
            assertThat(gateway(settings).dataHosts(session))
                    .containsExactlyInAnyOrder(provider.base().toString(), "users.example");
            provider.answer(Published.DISCOVERY, Reply.json(503, "{}"));
            assertThat(gateway(settings).dataHosts(session))
                    .contains(provider.base().toString());
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
