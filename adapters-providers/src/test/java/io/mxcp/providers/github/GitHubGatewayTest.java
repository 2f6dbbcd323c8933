package io.mxcp.providers.github;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.POLICY_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.RATE_LIMITED;
import static io.mxcp.domain.provider.ProviderException.Failure.TOKEN_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static io.mxcp.providers.scripted.Conversation.assertFailure;
import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.scripted.Conversation;
import io.mxcp.providers.scripted.Conversing;
import io.mxcp.providers.scripted.ScriptedGitHub;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubGatewayTest extends ProviderGatewayContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedGitHub.start(clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return conversationWith(startedProvider, clock).gateway();
    }

    @Override
    protected String subject() {
        return ScriptedGitHub.SUBJECT;
    }

    private static Conversation conversationWith(ScriptedProvider provider, InstantSource clock) {
        return new Conversation(new GitHubFactory(), provider, ScriptedGitHub.settings(provider.base()), clock);
    }

    @Nested
    class AnApp extends Conversing {
        private final ScriptedProvider github = conversation().provider();

        AnApp() throws IOException {
            super(conversationWith(ScriptedGitHub.start(CLOCK), CLOCK));
        }

        @Test
        void takesAnOAuthAppsTokenForEndless() throws ProviderException {
            github.tokenMember("expires_in", "");
            github.tokenMember("refresh_token", "");
            ProviderTokens tokens = signIn();
            assertThat(tokens.expiry()).isEqualTo(new Expiry.Never());
            assertThat(tokens.refreshToken()).isEmpty();
            assertFailure(() -> gateway().refresh(tokens), Failure.GRANT_REFUSED, "no refresh token");
        }

        @Test
        void readsBothLifetimesOfAGitHubAppsTokens() throws ProviderException {
            github.tokenMember("expires_in", "28800");
            github.tokenMember("refresh_token_expires_in", "15811200");
            github.tokenMember("scope", "\"\"");
            ProviderTokens tokens = signIn();
            assertThat(tokens.expiry()).isEqualTo(inSeconds(28770));
            assertThat(tokens.refreshExpiry()).isEqualTo(inSeconds(15811170));
            assertThat(gateway().refresh(tokens).refreshExpiry()).isEqualTo(inSeconds(15811170));
        }

        private Expiry inSeconds(long seconds) {
            return new Expiry.At(CLOCK.instant().plusSeconds(seconds));
        }

        @Test
        void readsScopesWithCommasBetween() throws ProviderException {
            github.tokenMember("scope", "\"repo,gist\"");
            assertThat(signIn().scopes().values()).extracting(Object::toString).hasSize(2);
            assertThat(signIn().scopes().toString()).isEqualTo("repo gist");
        }

        @Test
        void knowsThePersonByNumberAndNameThemByLogin() throws ProviderException {
            UserProfile profile = profile();
            assertThat(profile.subject()).isEqualTo("4217001");
            assertThat(profile.username()).isEqualTo("ann-example");
            assertThat(profile.displayName()).contains("Ann Example");
            assertThat(profile.facts())
                    .containsEntry("github.id", "4217001")
                    .containsEntry("github.login", "ann-example");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "\"4217001\"", "0", "-7", "1.5", "1e400", "99999999999999999999"})
        void refusesAnIdThatIsNone(String id) throws ProviderException {
            ProviderTokens tokens = signIn();
            github.profileMember("id", id);
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "no id");
        }

        @Test
        void refusesAPersonWithoutLogin() throws ProviderException {
            ProviderTokens tokens = signIn();
            github.profileMember("login", "");
            assertFailure(() -> gateway().profile(tokens), INVALID_RESPONSE, "no login");
        }

        @Test
        void takesThePublicAddressWithoutAskingForOthers() throws ProviderException {
            github.profileMember("email", "\"public@acme.example\"");
            UserProfile profile = profile();
            assertThat(profile.email()).contains("public@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
            assertThat(github.calls(ScriptedGitHub.EMAILS)).isZero();
        }

        @Test
        void takesThePrimaryVerifiedAddressOfAPersonWhoHidesIt() throws ProviderException {
            UserProfile profile = profile();
            assertThat(profile.email()).contains("ann@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.VERIFIED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[{\"email\":\"a@b.example\",\"primary\":true,\"verified\":false}]",
                    "[{\"email\":\"a@b.example\",\"primary\":false,\"verified\":true}]",
                    "[{\"email\":\"a@b.example\",\"primary\":\"true\",\"verified\":\"true\"}]",
                    "[{\"primary\":true,\"verified\":true}]",
                    "[\"a@b.example\"]",
                    "{\"email\":\"a@b.example\",\"primary\":true,\"verified\":true}",
                    "[]",
                    ""
                })
        void takesNoAddressThatIsNotBothPrimaryAndVerified(String json) throws ProviderException {
            github.answer(ScriptedGitHub.EMAILS, Reply.json(200, json));
            UserProfile profile = profile();
            assertThat(profile.email()).isEmpty();
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403, 404, 429, 500})
        void signsInWithoutAddressWhenTheListCannotBeRead(int status) throws ProviderException {
            github.answer(ScriptedGitHub.EMAILS, ScriptedGitHub.message(status, "Not Found"));
            assertThat(profile().email()).isEmpty();
        }

        @Test
        void readsPageAfterPageButGoesToNoAddressThatIsOffered() throws ProviderException {
            github.rule(ScriptedGitHub.EMAILS, (exchange, body) -> {
                boolean first = exchange.getRequestURI().getQuery().endsWith("&page=1");
                String link = "<https://evil.example/steal?page=2>; rel=\"next\"";
                String json = "[{\"email\":\"late@acme.example\",\"primary\":" + !first + ",\"verified\":true}]";
                Map<String, String> headers = first ? Map.of("Link", link) : Map.of();
                return Optional.of(Reply.of(200, headers, json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            });
            assertThat(profile().email()).contains("late@acme.example");
            assertThat(github.calls(ScriptedGitHub.EMAILS)).isEqualTo(2);
        }

        @Test
        void stopsReadingPagesThatNeverEnd() throws ProviderException {
            github.answer(
                    ScriptedGitHub.EMAILS,
                    Reply.of(200, Map.of("Link", "<https://x.example>; rel=\"next\""), new byte[] {'[', ']'}));
            assertThat(profile().email()).isEmpty();
            assertThat(github.calls(ScriptedGitHub.EMAILS)).isEqualTo(10);
        }

        @ParameterizedTest
        @CsvSource({
            "bad_verification_code, GRANT_REFUSED, no longer good",
            "incorrect_client_credentials, CLIENT_REFUSED, client_secret",
            "redirect_uri_mismatch, CLIENT_REFUSED, callback_path",
            "application_suspended, CLIENT_REFUSED, suspended",
            "unverified_user_email, POLICY_REFUSED, verify",
            "rate_limit_exceeded, RATE_LIMITED, too many",
            "something_new, INVALID_RESPONSE, not known here"
        })
        void takesAnErrorWithStatus200ForWhatItSays(String code, Failure failure, String part) {
            github.answer(ScriptedGitHub.PATHS.token(), ScriptedGitHub.error(code));
            assertFailure(this::signIn, failure, part);
        }

        @Test
        void takesAFormForNoAnswer() {
            github.answer(ScriptedGitHub.PATHS.token(), ScriptedGitHub.form("access_token=gho_x&token_type=bearer"));
            assertFailure(this::signIn, INVALID_RESPONSE, "no JSON object");
        }

        @Test
        void namesTheSecretWhenItIsWrong() {
            conversation().set("client_secret", "wrong");
            assertFailure(this::signIn, CLIENT_REFUSED, "client_secret");
        }

        @Test
        void tellsTheLimitOfTheApiFromARefusal() throws ProviderException {
            ProviderTokens tokens = signIn();
            github.answer(
                    ScriptedGitHub.PATHS.userInfo(), Reply.of(403, Map.of("X-RateLimit-Remaining", "0"), new byte[0]));
            assertFailure(() -> gateway().profile(tokens), RATE_LIMITED, "wait");
            github.answer(ScriptedGitHub.PATHS.userInfo(), ScriptedGitHub.message(401, "Bad credentials"));
            assertFailure(() -> gateway().profile(tokens), TOKEN_REFUSED, "HTTP 401");
        }

        @Test
        void saysThatADeadTokenWasDeadAlready() throws ProviderException {
            ProviderTokens tokens = signIn();
            assertThat(gateway().revoke(tokens)).isEqualTo(Revocation.REVOKED);
            assertThat(gateway().revoke(tokens)).isEqualTo(Revocation.ALREADY_DEAD);
        }

        @Test
        void doesNotTakeAFailedRevocationForDone() throws ProviderException {
            ProviderTokens tokens = signIn();
            conversation().set("client_secret", "wrong");
            assertFailure(() -> gateway().revoke(tokens), CLIENT_REFUSED, "revocation");
            github.answer(ScriptedGitHub.APP_TOKEN, ScriptedGitHub.message(503, "Unavailable"));
            assertFailure(() -> gateway().revoke(tokens), UNREACHABLE, "revocation");
            assertThat(github.isLive(tokens.accessToken())).isTrue();
        }

        @Test
        void letsMembersInAndAsksForTheScopeThatTells() throws ProviderException {
            conversation().set("allowed_orgs", "other Acme");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[{\"login\":\"acme\"},{\"login\":\"club\"}]");
            assertThat(profile().groups()).containsExactly("acme", "club");
            assertThat(gateway().requestedScopes()).containsExactly("user:email", "read:org");
        }

        @Test
        void asksForNoOrganisationsWithoutARule() throws ProviderException {
            assertThat(profile().groups()).isEmpty();
            assertThat(gateway().requestedScopes()).containsExactly("user:email");
            assertThat(github.calls(ScriptedGitHub.ORGANISATIONS)).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "404, {}, not a member",
            "403, {}, approve",
            "200, {\"state\":\"pending\"}, invitation",
            "200, {}, invitation"
        })
        void saysWhyAMembershipDoesNotCount(int status, String json, String part) throws ProviderException {
            conversation().set("allowed_orgs", "acme");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[{\"login\":\"club\"}]");
            ProviderTokens tokens = signIn();
            github.answer(ScriptedGitHub.MEMBERSHIPS + "acme", Reply.json(status, json));
            assertRefused(
                    () -> gateway().profile(tokens),
                    status == 403 ? Policy.ORGANISATION_APPROVAL : Policy.ORGANISATION,
                    part);
            assertFailure(() -> gateway().profile(tokens), POLICY_REFUSED, "allowed_orgs");
        }

        @Test
        void saysThatAnOrganisationHidesRatherThanThatThePersonIsNoMemberElsewhere() throws ProviderException {
            conversation().set("allowed_orgs", "elsewhere, acme");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[]");
            ProviderTokens tokens = signIn();
            github.answer(ScriptedGitHub.MEMBERSHIPS + "elsewhere", ScriptedGitHub.message(404, "Not Found"));
            github.answer(ScriptedGitHub.MEMBERSHIPS + "acme", ScriptedGitHub.message(403, "SAML"));
            assertFailure(() -> gateway().profile(tokens), POLICY_REFUSED, "SAML session");
        }

        @Test
        void letsAMemberInWhomTheListLeavesOut() throws ProviderException {
            conversation().set("allowed_orgs", "acme");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[]");
            ScriptedGitHub.list(github, ScriptedGitHub.MEMBERSHIPS + "acme", "{\"state\":\"active\"}");
            assertThat(profile().username()).isEqualTo("ann-example");
        }

        @Test
        void takesAnOutageForNoAnswerToTheRule() throws ProviderException {
            conversation().set("allowed_orgs", "acme");
            ProviderTokens tokens = signIn();
            github.answer(ScriptedGitHub.ORGANISATIONS, Reply.json(500, "[]"));
            assertFailure(() -> gateway().profile(tokens), UNREACHABLE, "HTTP 500");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[]");
            github.recover(ScriptedGitHub.ORGANISATIONS);
            github.answer(
                    ScriptedGitHub.MEMBERSHIPS + "acme",
                    Reply.of(403, Map.of("X-RateLimit-Remaining", "0"), new byte[0]));
            assertFailure(() -> gateway().profile(tokens), RATE_LIMITED, "wait");
        }

        private static final String ANALYSTS = """
                [{"slug":"data-analysts","name":"Data Analysts","organization":{"login":"Acme"}}]""";

        @Test
        void letsMembersOfATeamInAndNamesTheirTeams() throws ProviderException {
            conversation().set("allowed_teams", "other/team acme/Data-Analysts");
            ScriptedGitHub.list(github, ScriptedGitHub.TEAMS, ANALYSTS);
            assertThat(profile().groups()).containsExactly("Acme/data-analysts");
            assertThat(gateway().requestedScopes()).containsExactly("user:email", "read:org");
            assertThat(github.calls(ScriptedGitHub.ORGANISATIONS)).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "200, {\"state\":\"active\"}, TEAM, not a member of any team",
            "404, {}, ORGANISATION, not a member of any organisation",
            "403, {}, ORGANISATION_APPROVAL, approve"
        })
        void saysWhyATeamDoesNotCount(int status, String json, Policy policy, String part) throws ProviderException {
            conversation().set("allowed_teams", "acme/owners");
            ScriptedGitHub.list(github, ScriptedGitHub.TEAMS, ANALYSTS);
            github.answer(ScriptedGitHub.MEMBERSHIPS + "acme", Reply.json(status, json));
            assertRefused(this::profile, policy, part);
            assertRefused(this::profile, policy, "allowed_teams");
        }

        @Test
        void wantsBothWhereThereIsARuleOnOrganisationsAndOneOnTeams() throws ProviderException {
            conversation().set("allowed_orgs", "acme");
            conversation().set("allowed_teams", "acme/data-analysts");
            ScriptedGitHub.list(github, ScriptedGitHub.ORGANISATIONS, "[{\"login\":\"acme\"}]");
            ScriptedGitHub.list(github, ScriptedGitHub.TEAMS, "[]");
            github.answer(ScriptedGitHub.MEMBERSHIPS + "acme", Reply.json(200, "{\"state\":\"active\"}"));
            assertRefused(this::profile, Policy.TEAM, "allowed_teams");
            ScriptedGitHub.list(github, ScriptedGitHub.TEAMS, ANALYSTS);
            assertThat(profile().groups()).containsExactly("acme", "Acme/data-analysts");
        }

        @Test
        void believesVerifiedAddressesOnlyWhereThereIsARuleOnDomains() throws ProviderException {
            conversation().set("allowed_domains", "ACME.example");
            github.profileMember("email", "\"ann@elsewhere.example\"");
            UserProfile profile = profile();
            assertThat(profile.email()).contains("ann@acme.example");
            assertThat(profile.emailVerification()).isEqualTo(EmailVerification.VERIFIED);
            conversation().set("allowed_domains", "elsewhere.example");
            assertRefused(this::profile, Policy.DOMAIN, "allowed_domains");
            ScriptedGitHub.list(
                    github,
                    ScriptedGitHub.EMAILS,
                    "[{\"email\":\"a@elsewhere.example\",\"primary\":true,\"verified\":false}]");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "allowed_domains");
        }

        @Test
        void namesTheScopeThatARuleOnDomainsNeeds() {
            conversation().set("allowed_domains", "acme.example");
            github.answer(ScriptedGitHub.EMAILS, ScriptedGitHub.message(404, "Not Found"));
            assertFailure(this::profile, CLIENT_REFUSED, "user:email");
            github.answer(ScriptedGitHub.EMAILS, ScriptedGitHub.message(503, "Unavailable"));
            assertFailure(this::profile, UNREACHABLE, "HTTP 503");
        }

        @Test
        void keepsWhatGitHubToldForMappings() throws ProviderException {
            Claims claims = profile().claims();
            assertThat(claims.at("login")).contains("ann-example");
            assertThat(claims.at("name")).contains("Ann Example");
        }

        @Test
        void letsTheTokenGoToTheApiOnlyAndIsAskedForFewTokens() throws ProviderException {
            ProviderSession session = new ProviderSession(signIn(), profile());
            assertThat(gateway().dataHosts(session))
                    .containsExactly(github.base().toString());
            assertThat(gateway().limitsTokens()).isTrue();
        }

        @Test
        void sendsTheOperatorsParametersAlong() throws ProviderException {
            conversation().set("authorize_params", "allow_signup=false&prompt=select_account");
            assertThat(conversation().authorization())
                    .containsEntry("allow_signup", "false")
                    .containsEntry("prompt", "select_account");
        }

        @Test
        void saysWhereTheCallbackMustBeRegistered() {
            assertFailure(
                    () -> gateway().readCallback(ScriptedProvider.callback(Map.of("error", "redirect_uri_mismatch"))),
                    CLIENT_REFUSED,
                    "Developer settings");
        }
    }
}
