package io.mxcp.providers.keycloak;

import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.net.URI;
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

class KeycloakGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedProvider.start(Realms.PATHS, clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return Realms.gateway(Realms.settings(startedProvider.base()), clock);
    }

    @Nested
    class ARealm {
        private final SecretGenerator secrets = new SecretGenerator();
        private ScriptedProvider keycloak;
        private Map<String, String> settings;

        @BeforeEach
        void start() throws IOException {
            keycloak = ScriptedProvider.start(Realms.PATHS, CLOCK);
            settings = Realms.settings(keycloak.base());
        }

        @AfterEach
        void stop() {
            keycloak.close();
        }

        private ProviderTokens signIn(ProviderGateway gateway) throws ProviderException {
            SignInRequest request =
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
            Secret code = gateway.readCallback(keycloak.signIn(gateway.authorizationUri(request)));
            return gateway.exchange(code, request);
        }

        @Test
        void tellsRolesOfTheVerifiedAccessTokenAndGroupsOfUserInfo() throws ProviderException {
            keycloak.accessTokenClaim("realm_access", "{\"roles\":[\"analyst\"]}");
            keycloak.accessTokenClaim("resource_access", "{\"shop\":{\"roles\":[\"reader\"]},\"account\":{}}");
            keycloak.accessTokenClaim("groups", "[\"/stale\"]");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            UserProfile profile = gateway.profile(signIn(gateway));
            assertThat(profile.roles()).containsExactly("analyst", "shop:reader");
            assertThat(profile.groups()).containsExactly("/sales");
            assertThat(profile.username()).isEqualTo("ann");
            assertThat(profile.email()).contains("ann@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(UserProfile.EmailVerification.VERIFIED);
            assertThat(profile.facts()).containsEntry("keycloak.realm", "acme");
        }

        @Test
        void readsNoRolesOutOfATokenThatTheRealmDidNotSign() throws ProviderException {
            keycloak.accessTokenClaim("iss", "\"https://sso.example/realms/other\"");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            assertFailure(() -> gateway.profile(tokens), Failure.INVALID_RESPONSE, "access token");
        }

        @Test
        void readsNoRolesOutOfAnotherPersonsToken() throws ProviderException {
            keycloak.accessTokenClaim("sub", "\"bob\"");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            assertFailure(() -> gateway.profile(tokens), Failure.INVALID_RESPONSE, "another person");
        }

        @Test
        void refusesUserInfoOfAnotherPerson() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            keycloak.profileMember("sub", "\"bob\"");
            assertFailure(() -> gateway.profile(tokens), Failure.INVALID_RESPONSE, "another person");
        }

        @Test
        void refusesARefreshedIdTokenOfAnotherPerson() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            keycloak.idTokenClaim("sub", "\"bob\"");
            assertFailure(() -> gateway.refresh(tokens), Failure.GRANT_REFUSED, "another person");
        }

        @Test
        void readsSignedUserInfoOnlyIfItIsSignedByTheRealm() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            Map<String, String> claims = Map.of(
                    "iss", "\"" + keycloak.issuer() + "\"",
                    "sub", "\"" + ScriptedProvider.SUBJECT + "\"",
                    "preferred_username", "\"ann\"");
            String jwt = keycloak.signed(claims);
            Map<String, String> type = Map.of("Content-Type", "application/jwt;charset=UTF-8");
            keycloak.answer(Realms.PATHS.userInfo(), Reply.of(200, type, jwt.getBytes(US_ASCII)));
            assertThat(gateway.profile(tokens).username()).isEqualTo("ann");
            String forged = jwt.substring(0, jwt.lastIndexOf('.') + 1) + "A".repeat(342);
            keycloak.answer(Realms.PATHS.userInfo(), Reply.of(200, type, forged.getBytes(US_ASCII)));
            assertFailure(() -> gateway.profile(tokens), Failure.INVALID_RESPONSE, "signature");
        }

        @Test
        void takesARefreshTokenWithoutEndForEndless() throws ProviderException {
            keycloak.tokenMember("refresh_expires_in", "0");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            assertThat(signIn(gateway).refreshExpiry()).isEqualTo(new Expiry.Never());
            keycloak.tokenMember("refresh_expires_in", "1800");
            assertThat(signIn(gateway).refreshExpiry())
                    .isEqualTo(new Expiry.At(CLOCK.instant().plusSeconds(1770)));
        }

        @Test
        void namesRealmAndServerUrlWhenTheRealmIsNotThere() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            keycloak.answer(Realms.PATHS.token(), Reply.json(404, "{\"error\":\"Realm does not exist\"}"));
            assertFailure(() -> gateway.refresh(tokens), Failure.CLIENT_REFUSED, "realm and server_url");
        }

        @Test
        void namesTheSecretWhenItIsWrong() {
            settings.put("client_secret", "wrong");
            keycloak.tellError("invalid_client", Reply.json(401, "{\"error\":\"unauthorized_client\"}"));
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            assertFailure(() -> signIn(gateway), Failure.CLIENT_REFUSED, "check client_secret");
        }

        @Test
        void namesTheClientWhenItIsNotInTheRealm() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            keycloak.answer(Realms.PATHS.token(), Reply.json(401, "{\"error\":\"invalid_client\"}"));
            assertFailure(() -> gateway.refresh(tokens), Failure.CLIENT_REFUSED, "check client_id and realm");
        }

        @Test
        void sendsTheSecretByHttpBasicIfConfigured() throws ProviderException {
            settings.put("client_auth", "basic");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            assertThat(keycloak.isLive(signIn(gateway).accessToken())).isTrue();
        }

        @Test
        void asksForOpenIdEvenIfItIsNotConfigured() throws ProviderException {
            settings.put("scope", "profile");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            assertThat(gateway.requestedScopes()).containsExactly("openid", "profile");
            assertThat(signIn(gateway).scopes().toString()).isEqualTo("openid profile");
        }

        @Test
        void namesTheScopeThatBringsTheUsername() throws ProviderException {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            keycloak.profileMember("preferred_username", "");
            assertFailure(() -> gateway.profile(tokens), Failure.CLIENT_REFUSED, "scope");
        }

        @Test
        void callsTheInternalAddressAndShowsTheBrowserThePublicOne() throws ProviderException {
            settings.put("server_url", "https://sso.example/");
            settings.put("internal_url", keycloak.base());
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            SignInRequest request =
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
            assertThat(gateway.authorizationUri(request).toString())
                    .startsWith("https://sso.example/realms/acme/protocol/openid-connect/auth?");
            assertFailure(() -> gateway.exchange(secrets.secret(), request), Failure.GRANT_REFUSED, "code exchange");
            assertThat(keycloak.calls(Realms.PATHS.token())).isEqualTo(1);
        }

        @Test
        void forgetsARoleThatWasTakenAwayAtTheNextRefresh() throws ProviderException {
            keycloak.accessTokenClaim("realm_access", "{\"roles\":[\"analyst\",\"admin\"]}");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens before = signIn(gateway);
            assertThat(gateway.profile(before).roles()).containsExactly("analyst", "admin");
            keycloak.accessTokenClaim("realm_access", "{\"roles\":[\"analyst\"]}");
            UserProfile after = gateway.profile(gateway.refresh(before));
            assertThat(after.roles()).containsExactly("analyst");
            assertThat(after.facts()).containsEntry("keycloak.roles", "[\"analyst\"]");
            assertThat(after.claims().at("realm_access.roles")).contains(List.of("analyst"));
        }

        @Test
        void tellsRolesAndGroupsToSqlAsJsonSinceNamesMayHoldAnything() throws ProviderException {
            keycloak.accessTokenClaim("realm_access", "{\"roles\":[\"data analyst\",\"a\\\"b\"]}");
            keycloak.profileMember("groups", "[\"/sales, north\"]");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            UserProfile profile = gateway.profile(signIn(gateway));
            assertThat(profile.facts())
                    .containsEntry("keycloak.roles", "[\"data analyst\",\"a\\\"b\"]")
                    .containsEntry("keycloak.groups", "[\"/sales, north\"]");
        }

        @Test
        void believesUserInfoMoreThanTheIdTokenAndThatMoreThanTheAccessToken() throws ProviderException {
            keycloak.profileMember("a", "\"user info\"");
            for (String claim : List.of("a", "b")) {
                keycloak.idTokenClaim(claim, "\"ID token\"");
            }
            for (String claim : List.of("a", "b", "c")) {
                keycloak.accessTokenClaim(claim, "\"access token\"");
            }
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            Claims claims = gateway.profile(signIn(gateway)).claims();
            assertThat(claims.at("a")).contains("user info");
            assertThat(claims.at("b")).contains("ID token");
            assertThat(claims.at("c")).contains("access token");
            assertThat(claims.at("nonce")).isEmpty();
        }

        @Test
        void letsOnlyVerifiedAddressesOfTheAllowedDomainsIn() throws ProviderException {
            settings.put("allowed_domains", "acme.example");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            assertThat(gateway.profile(tokens).email()).contains("ann@acme.example");
            keycloak.profileMember("email", "\"ann@acme.example.evil.example\"");
            assertRefused(() -> gateway.profile(tokens), Policy.DOMAIN, "allowed_domains");
            keycloak.profileMember("email", "\"ann@ACME.example\"");
            assertThat(gateway.profile(tokens).email()).contains("ann@ACME.example");
            keycloak.profileMember("email_verified", "false");
            assertRefused(() -> gateway.profile(tokens), Policy.EMAIL_UNVERIFIED, "allowed_domains");
            keycloak.profileMember("email", "");
            assertRefused(() -> gateway.profile(tokens), Policy.EMAIL_UNVERIFIED, "allowed_domains");
        }

        @Test
        void readsTheClaimsThatTheOperatorChose() throws ProviderException {
            settings.put("username_claim", "employee.number");
            settings.put("email_claim", "mail");
            settings.put("groups_claim", "teams");
            keycloak.profileMember("employee", "{\"number\":\"4711\"}");
            keycloak.profileMember("mail", "\"ann@mail.example\"");
            keycloak.idTokenClaim("teams", "[\"north\"]");
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            UserProfile profile = gateway.profile(signIn(gateway));
            assertThat(profile.username()).isEqualTo("4711");
            assertThat(profile.email()).contains("ann@mail.example");
            assertThat(profile.emailVerification()).isEqualTo(UserProfile.EmailVerification.UNKNOWN);
            assertThat(profile.groups()).containsExactly("north");
        }

        @Test
        void asksUserInfoWhereTheOperatorSays() throws ProviderException {
            settings.put("userinfo_url", keycloak.base() + "/elsewhere");
            keycloak.answer("/elsewhere", Reply.json(503, "{}"));
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            ProviderTokens tokens = signIn(gateway);
            assertFailure(() -> gateway.profile(tokens), Failure.UNREACHABLE, "user info");
            assertThat(keycloak.calls(Realms.PATHS.userInfo())).isZero();
        }

        @Test
        void sendsTheOperatorsParametersToTheBrowser() throws ProviderException {
            settings.put("authorize_params", "kc_idp_hint=corp&ui_locales=de%20en");
            SignInRequest request =
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
            assertThat(Realms.gateway(settings, CLOCK)
                            .authorizationUri(request)
                            .getRawQuery()
                            .split("&"))
                    .contains("kc_idp_hint=corp", "ui_locales=de+en");
        }

        @Test
        void sendsATokenToThePublicHostOnly() throws ProviderException {
            settings.put("server_url", "https://SSO.example/auth");
            settings.put("internal_url", keycloak.base());
            settings.put("realm", "acme");
            ProviderGateway gateway = Realms.gateway(Realms.settings(keycloak.base()), CLOCK);
            ProviderTokens tokens = signIn(gateway);
            ProviderSession session = new ProviderSession(tokens, gateway.profile(tokens));
            assertThat(Realms.gateway(settings, CLOCK).dataHosts(session)).containsExactly("sso.example");
        }

        @Test
        void takesTokensOverTheInternalAddressThatNameThePublicOneOnly() throws ProviderException {
            settings.put("server_url", "https://sso.example");
            settings.put("internal_url", keycloak.base());
            ProviderGateway inside = Realms.gateway(settings, CLOCK);
            SignInRequest request =
                    new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
            ProviderGateway browser = Realms.gateway(Realms.settings(keycloak.base()), CLOCK);
            Secret first = browser.readCallback(keycloak.signIn(browser.authorizationUri(request)));
            assertFailure(
                    () -> inside.exchange(first, request), Failure.INVALID_RESPONSE, "check realm and server_url");
            keycloak.idTokenClaim("iss", "\"https://sso.example/realms/acme\"");
            Secret second = browser.readCallback(keycloak.signIn(browser.authorizationUri(request)));
            UserProfile profile = inside.profile(inside.exchange(second, request));
            assertThat(profile.issuer()).isEqualTo("https://sso.example/realms/acme");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "access_denied",
                    "login_required",
                    "consent_required",
                    "interaction_required",
                    "access-denied"
                })
        void tellsAPersonWhoDidNotAgreeFromAFault(String error) {
            ProviderGateway gateway = Realms.gateway(settings, CLOCK);
            Map<String, String> answer = Map.of("error", error, "state", "s", "iss", keycloak.issuer());
            assertFailure(
                    () -> gateway.readCallback(ScriptedProvider.callback(answer)), Failure.USER_DENIED, "did not");
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

    @Test
    void keepsThePathOfAnOldServer() throws ProviderException {
        Map<String, String> settings = Realms.settings("https://sso.example/auth/");
        SecretGenerator secrets = new SecretGenerator();
        SignInRequest request =
                new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
        URI address = Realms.gateway(settings, CLOCK).authorizationUri(request);
        assertThat(address.toString())
                .startsWith("https://sso.example/auth/realms/acme/protocol/openid-connect/auth?response_type=code");
    }
}
