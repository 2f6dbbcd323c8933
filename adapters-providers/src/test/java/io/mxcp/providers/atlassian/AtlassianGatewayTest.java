package io.mxcp.providers.atlassian;

import static io.mxcp.domain.provider.ProviderException.Failure.CLIENT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.RATE_LIMITED;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
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
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.providers.scripted.Conversation;
import io.mxcp.providers.scripted.Conversing;
import io.mxcp.providers.scripted.ScriptedAtlassian;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
        ScriptedProvider atlassian = ScriptedAtlassian.start(clock);
        atlassian.forgivesReuseFor(Duration.ZERO);
        return atlassian;
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        return conversationWith(startedProvider, clock).gateway();
    }

    @Override
    protected String subject() {
        return ScriptedAtlassian.SUBJECT;
    }

    private static Conversation conversationWith(ScriptedProvider provider, InstantSource clock) {
        return new Conversation(new AtlassianFactory(), provider, ScriptedAtlassian.settings(provider.base()), clock);
    }

    @Nested
    class AnIntegration extends Conversing {
        private final ScriptedProvider atlassian = conversation().provider();

        AnIntegration() throws IOException {
            super(conversationWith(ScriptedAtlassian.start(CLOCK), CLOCK));
        }

        @Test
        void asksForTheApiAndForConsent() throws ProviderException {
            assertThat(conversation().authorization())
                    .containsEntry("audience", "api.atlassian.com")
                    .containsEntry("prompt", "consent");
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
            conversation().set("client_secret", "wrong");
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
            atlassian.forgivesReuseFor(Duration.ZERO);
            assertFailure(() -> gateway().refresh(first), GRANT_REFUSED, "token refresh");
        }

        @Test
        void survivesACrashBeforeTheNewTokensWereStored() throws ProviderException {
            ProviderTokens stored = signIn();
            gateway().refresh(stored);
            assertThat(atlassian.isLive(gateway().refresh(stored).accessToken()))
                    .isTrue();
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
            conversation().set("site", site);
            atlassian.answer(ScriptedAtlassian.SITES, Reply.json(200, TWO_SITES));
            assertThat(profile().facts()).containsEntry("atlassian.cloud_id", "99ee");
        }

        @Test
        void letsNobodyInWhoCannotUseTheConfiguredSite() {
            conversation().set("site", "elsewhere");
            assertRefused(this::profile, Policy.SITE, "site");
            ScriptedAtlassian.sites(atlassian, "[]");
            assertRefused(this::profile, Policy.SITE, "no accessible site");
        }

        @Test
        void letsNobodyInWhoseAccountIsClosed() {
            atlassian.profileMember("account_status", "\"closed\"");
            assertRefused(this::profile, Policy.INACTIVE, "not active");
        }

        @Test
        void letsVerifiedAddressesOfAllowedDomainsIn() throws ProviderException {
            conversation().set("allowed_domains", "acme.example");
            assertThat(profile().username()).isEqualTo("ann@acme.example");
            atlassian.profileMember("email_verified", "false");
            assertRefused(this::profile, Policy.EMAIL_UNVERIFIED, "allowed_domains");
            atlassian.profileMember("email_verified", "true");
            atlassian.profileMember("email", "\"ann@acme.example.evil.example\"");
            assertRefused(this::profile, Policy.DOMAIN, "allowed_domains");
        }

        @Test
        void keepsWhatAtlassianToldAndSharesItsOneGrant() throws ProviderException {
            ProviderSession session = new ProviderSession(signIn(), profile());
            assertThat(session.profile().claims().at("nickname")).contains("ann");
            assertThat(gateway().dataHosts(session))
                    .containsExactly(atlassian.base().toString());
            assertThat(gateway().limitsTokens()).isTrue();
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
            "401, {}, TOKEN_REFUSED",
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
    }
}
