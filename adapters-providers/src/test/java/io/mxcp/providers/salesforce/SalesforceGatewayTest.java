package io.mxcp.providers.salesforce;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.POLICY_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.TOKEN_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static io.mxcp.providers.scripted.Conversation.assertFailure;
import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.providers.scripted.Conversation;
import io.mxcp.providers.scripted.Conversing;
import io.mxcp.providers.scripted.ScriptedSalesforce;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
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
        ScriptedProvider salesforce = ScriptedSalesforce.start(clock);
        salesforce.rotates(true);
        salesforce.tokenMember("expires_in", "300");
        return salesforce;
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return conversationWith(startedProvider, clock).gateway();
    }

    @Override
    protected String subject() {
        return ScriptedSalesforce.ORGANIZATION + ScriptedSalesforce.USER;
    }

    private static Conversation conversationWith(ScriptedProvider provider, InstantSource clock) {
        return new Conversation(new SalesforceFactory(), provider, ScriptedSalesforce.settings(provider.base()), clock);
    }

    @Nested
    class AnOrganization extends Conversing {
        private final ScriptedProvider salesforce = conversation().provider();

        AnOrganization() throws IOException {
            super(conversationWith(ScriptedSalesforce.start(CLOCK), CLOCK));
        }

        @Test
        void doesNotInventALifetimeForAToken() throws ProviderException {
            ProviderTokens tokens = signIn();
            assertThat(tokens.expiry()).isEqualTo(new Expiry.Unknown());
            assertThat(gateway().refresh(tokens).expiry()).isEqualTo(new Expiry.Unknown());
        }

        @Test
        void knowsAPersonByOrganizationAndUser() throws ProviderException {
            UserProfile profile = profile();
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
            salesforce.tokenMember("instance_url", "\"" + instance + "\"");
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
            conversation().set("userinfo_url", salesforce.base() + ScriptedSalesforce.PATHS.userInfo());
            salesforce.tokenMember("instance_url", "");
            assertThat(profile().facts()).doesNotContainKey(INSTANCE);
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
            salesforce.rotates(true);
            ProviderTokens rotated = gateway().refresh(first);
            assertThat(rotated.refreshToken()).isNotEqualTo(first.refreshToken());
            assertFailure(() -> gateway().refresh(first), GRANT_REFUSED, "invalid_grant");
            salesforce.rotates(false);
            ProviderTokens kept = gateway().refresh(rotated);
            assertThat(kept.refreshToken()).isEqualTo(rotated.refreshToken());
            assertThat(salesforce.isLive(gateway().refresh(kept).accessToken())).isTrue();
        }

        @Test
        void takesPlainTextForADeadAccessTokenButForNoDeadGrant() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.answer(ScriptedSalesforce.PATHS.userInfo(), ScriptedSalesforce.deadToken());
            assertFailure(() -> gateway().profile(tokens), TOKEN_REFUSED, "own access token");
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
            conversation().set("client_secret", "wrong");
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
            conversation().set("scope", "api refresh_token");
            assertThat(profile().username()).isEqualTo("ann@acme.example.sales");
        }

        @ParameterizedTest
        @CsvSource({
            "signature, '\"bX0zaW52ZW50ZWQ=\"'",
            "issued_at, '\"1795402224124\"'",
            "issued_at, ''",
            "id, '\"https://login.salesforce.com/id/00DAx0000004Zz1MAE/005Ax00000ZZZZZIAJ\"'"
        })
        void refusesAnAnswerWhoseSignatureDoesNotHold(String member, String json) throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.tokenMember(member, json);
            assertFailure(this::signIn, INVALID_RESPONSE, "signature");
            assertFailure(() -> gateway().refresh(tokens), INVALID_RESPONSE, "signature");
        }

        @Test
        void takesAnAnswerThatIsNotSigned() throws ProviderException {
            salesforce.tokenMember("signature", "");
            assertThat(profile().username()).isEqualTo("ann@acme.example.sales");
        }

        @Test
        void takesAnEndedSessionForADeadAccessTokenButForNoDeadGrant() throws ProviderException {
            ProviderTokens tokens = signIn();
            salesforce.answer(ScriptedSalesforce.PATHS.userInfo(), ScriptedSalesforce.expiredSession());
            assertFailure(() -> gateway().profile(tokens), TOKEN_REFUSED, "own access token");
        }

        @ParameterizedTest
        @ValueSource(strings = {"invalid_client_id", "invalid_client", "invalid_grant"})
        void remindsOfSandboxes(String code) {
            salesforce.answer(ScriptedSalesforce.PATHS.token(), ScriptedSalesforce.error(code));
            ProviderException thrown = catchThrowableOfType(ProviderException.class, this::signIn);
            assertThat(thrown).hasMessageContaining("test.salesforce.com").hasMessageContaining("auth_url");
        }

        @Test
        void saysWhichRuleKeepsAPersonOut() {
            salesforce.profileMember("active", "false");
            assertRefused(this::profile, Policy.INACTIVE, "not active");
            salesforce.profileMember("active", "true");
            conversation().set("allowed_domains", "other.example");
            assertRefused(this::profile, Policy.DOMAIN, "allowed_domains");
            salesforce.profileMember("email_verified", "false");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "allowed_domains");
        }

        @Test
        void namesPeopleByTheConfiguredClaim() throws ProviderException {
            conversation().set("username_claim", "user_id");
            assertThat(profile().username()).isEqualTo(ScriptedSalesforce.USER);
            conversation().set("username_claim", "employee");
            assertFailure(this::profile, CLIENT_REFUSED, "username_claim");
        }

        @Test
        void believesNoOtherClaimThanTheStandardOneToBeVerified() {
            conversation().set("email_claim", "work_email");
            conversation().set("allowed_domains", "acme.example");
            salesforce.profileMember("work_email", "\"ann@acme.example\"");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "allowed_domains");
        }

        @Test
        void sendsTheSecretAsConfigured() throws ProviderException {
            conversation().set("client_auth", "basic");
            assertThat(salesforce.isLive(signIn().accessToken())).isTrue();
        }

        @Test
        void letsTheTokenGoToTheInstanceOnly() throws ProviderException {
            ProviderTokens tokens = signIn();
            UserProfile profile = gateway().profile(tokens);
            assertThat(gateway().dataHosts(new ProviderSession(tokens, profile)))
                    .containsExactly(salesforce.base().toString());
            salesforce.tokenMember("instance_url", "\"https://moved.invalid\"");
            assertThat(gateway().dataHosts(new ProviderSession(gateway().refresh(tokens), profile)))
                    .containsExactly("moved.invalid");
            assertThat(profile.claims().at("organization_id")).contains(ScriptedSalesforce.ORGANIZATION);
            assertThat(gateway().limitsTokens()).isFalse();
        }
    }
}
