package io.mxcp.providers.oidc;

import static io.mxcp.providers.scripted.Conversation.assertFailure;
import static io.mxcp.providers.scripted.Conversation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.providers.scripted.Conversation;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft Entra's way: one issuer for many tenants, each of which names itself in its tokens. */
class TenantsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    private static final String OURS = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";
    private static final String OTHER = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private final SecretGenerator secrets = new SecretGenerator();
    private final SignInRequest request =
            new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    private ScriptedProvider entra;
    private Conversation conversation;

    /** The configured issuer has a word in the tenant's place; the scripted one stands for {@code /tenant/}. */
    @BeforeEach
    void start() throws IOException {
        entra = Published.start(CLOCK);
        Published.publish(entra, entra.base() + "/{tenantid}/", "");
        conversation = new Conversation(new OidcFactory(), entra, Published.settings(entra), CLOCK);
        conversation.set("allowed_tenants", OURS + " aaaaaaaa-0000-0000-0000-000000000000");
        tokensOf(OURS);
        entra.profileMember("email", "");
        entra.profileMember("email_verified", "");
        entra.profileMember("preferred_username", "");
        entra.idTokenClaim("preferred_username", "\"ann@acme.example\"");
        entra.callbackParameter("iss", "");
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    private void tokensOf(String tenant) {
        entra.idTokenClaim("iss", "\"" + issuer(tenant) + "\"");
        entra.idTokenClaim("tid", "\"" + tenant + "\"");
    }

    private String issuer(String tenant) {
        return entra.base() + "/" + tenant + "/";
    }

    private ProviderTokens signIn() throws ProviderException {
        return conversation.gateway().exchange(code(), request);
    }

    /** Entra does not name itself in callbacks. */
    private Secret code() throws ProviderException {
        return entra.signIn(conversation.gateway().authorizationUri(request))
                .single("code")
                .map(Secret::of)
                .orElseThrow();
    }

    @Test
    void knowsAPersonByTheirTenantAndNotByTheSharedIssuer() throws ProviderException {
        UserProfile profile = conversation.gateway().profile(signIn());
        assertThat(profile.issuer()).isEqualTo(issuer(OURS));
        assertThat(profile.subject()).isEqualTo(ScriptedProvider.SUBJECT);
        assertThat(profile.facts()).containsEntry("oidc.tenant", OURS).containsEntry("oidc.issuer", issuer(OURS));
    }

    @Test
    void takesNoNameOrAddressThatTheTenantMayChooseForTheUsername() throws ProviderException {
        entra.idTokenClaim("email", "\"boss@other.example\"");
        UserProfile profile = conversation.gateway().profile(signIn());
        assertThat(profile.username()).isEqualTo(ScriptedProvider.SUBJECT);
        assertThat(profile.email()).contains("boss@other.example");
        assertThat(profile.emailVerification()).isEqualTo(EmailVerification.UNKNOWN);
        assertThat(profile.facts()).containsEntry("oidc.preferred_username", "ann@acme.example");
    }

    @Test
    void doesWithoutAnAddress() throws ProviderException {
        assertThat(conversation.gateway().profile(signIn()).email()).isEmpty();
    }

    @Test
    void refusesPeopleOfOtherTenantsAndNamesTheSetting() {
        tokensOf(OTHER);
        assertRefused(this::signIn, Policy.DOMAIN, "allowed_tenants");
    }

    @Test
    void refusesATokenThatNamesOneTenantAndIsOfAnother() {
        entra.idTokenClaim("tid", "\"" + OURS + "\"");
        entra.idTokenClaim("iss", "\"" + issuer(OTHER) + "\"");
        assertFailure(this::signIn, Failure.INVALID_RESPONSE, "another issuer");
        entra.idTokenClaim("tid", "");
        entra.idTokenClaim("iss", "\"" + issuer(OURS) + "\"");
        assertFailure(this::signIn, Failure.INVALID_RESPONSE, "another issuer");
    }

    @Test
    void refusesTheTemplateItselfAsIssuer() {
        entra.idTokenClaim("iss", "\"" + issuer("{tenantid}") + "\"");
        assertFailure(this::signIn, Failure.INVALID_RESPONSE, "another issuer");
    }

    @Test
    void asksForTheTenantsThatMayComeIn() {
        conversation.set("allowed_tenants", "");
        assertFailure(
                () -> conversation.gateway().authorizationUri(request), Failure.INVALID_RESPONSE, "allowed_tenants");
    }

    @Test
    void holdsTheRuleWithAnIssuerOfOneTenantToo() throws ProviderException {
        Published.publish(entra, "");
        entra.idTokenClaim("iss", "\"" + entra.issuer() + "\"");
        assertThat(conversation.gateway().profile(signIn()).issuer()).isEqualTo(entra.issuer());
        entra.idTokenClaim("tid", "\"" + OTHER + "\"");
        assertRefused(this::signIn, Policy.DOMAIN, "allowed_tenants");
        entra.idTokenClaim("tid", "");
        assertFailure(this::signIn, Failure.INVALID_RESPONSE, "tid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BASE/x/{tenantid}/",
                "https://evil.example/{tenantid}/",
                "BASE/{tenantid}",
                "BASE/{other}/",
                "BASE/te{tenantid}ant/"
            })
    void takesATemplateOfTheConfiguredIssuerOnly(String published) {
        Published.publish(entra, published.replace("BASE", entra.base()), "");
        assertFailure(() -> conversation.gateway().authorizationUri(request), Failure.INVALID_RESPONSE, "issuer");
    }

    @Test
    void takesARefreshedTokenOfTheSameTenantOnly() throws ProviderException {
        conversation.set("allowed_tenants", OURS + " " + OTHER);
        ProviderTokens tokens = signIn();
        ProviderTokens refreshed = conversation.gateway().refresh(tokens);
        assertThat(refreshed.facts()).isEqualTo(tokens.facts());
        tokensOf(OTHER);
        assertFailure(() -> conversation.gateway().refresh(refreshed), Failure.GRANT_REFUSED, "another tenant");
    }

    @Test
    void takesACallbackThatNamesATenantThatMayComeIn() throws ProviderException {
        Map<String, String> ours = Map.of("code", "c", "state", "s", "iss", issuer(OURS));
        assertThat(conversation.gateway().readCallback(ScriptedProvider.callback(ours)))
                .isEqualTo(Secret.of("c"));
        Map<String, String> other = Map.of("code", "c", "state", "s", "iss", issuer(OTHER));
        assertFailure(
                () -> conversation.gateway().readCallback(ScriptedProvider.callback(other)),
                Failure.INVALID_RESPONSE,
                "iss");
    }
}
