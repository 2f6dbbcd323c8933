package io.mxcp.domain.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ProviderGateway} promises. Extend it, start a scripted provider whose paths are those of yours, and make
 * a gateway to it: with {@link ScriptedProvider#CLIENT_ID}, and {@link ScriptedProvider#CLIENT_SECRET} unless its client has none.
 */
public abstract class ProviderGatewayContract {
    /** What providers write into their errors, and what must not come out of the gateway. */
    private static final String UPSTREAM_TEXT = "<a href=https://evil.example>upstream text</a>";

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final SecretGenerator secrets = new SecretGenerator();
    private ScriptedProvider provider;
    private ProviderGateway gateway;

    /** For extension. */
    protected ProviderGatewayContract() {}

    /** A provider at the paths where the gateway looks for it, with this clock. */
    protected abstract ScriptedProvider startProvider(InstantSource clock) throws IOException;

    /** A gateway to that provider, with this clock. */
    protected abstract ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock);

    /** How the gateway names the one person who signs in there, where the provider has another form of subject. */
    protected String subject() {
        return ScriptedProvider.SUBJECT;
    }

    @BeforeEach
    void startProviderAndGateway() throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        provider = startProvider(clock);
        gateway = newGateway(provider, clock);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    private SignInRequest newRequest() {
        return new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    }

    private Secret codeFor(SignInRequest request) throws ProviderException {
        return gateway.readCallback(provider.signIn(gateway.authorizationUri(request)));
    }

    private ProviderTokens signIn() throws ProviderException {
        SignInRequest request = newRequest();
        return gateway.exchange(codeFor(request), request);
    }

    @Test
    void sendsStateCallbackScopesAndTheChallengeOfTheVerifier() throws ProviderException {
        SignInRequest request = newRequest();
        Map<String, String> query = query(gateway.authorizationUri(request));
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", ScriptedProvider.CLIENT_ID)
                .containsEntry("redirect_uri", ScriptedProvider.CALLBACK.toString())
                .containsEntry("state", request.state().reveal())
                .containsEntry("code_challenge", s256(request.verifier()))
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", String.join(" ", gateway.requestedScopes()));
    }

    @Test
    void neverShowsVerifierOrClientSecretToTheBrowser() throws ProviderException {
        SignInRequest request = newRequest();
        assertThat(query(gateway.authorizationUri(request)).values())
                .doesNotContain(request.verifier().reveal(), ScriptedProvider.CLIENT_SECRET.reveal());
    }

    @Test
    void signsAPersonIn() throws ProviderException {
        ProviderTokens tokens = signIn();
        UserProfile profile = gateway.profile(tokens);
        assertThat(profile.issuer()).isEqualTo(provider.issuer());
        assertThat(profile.subject()).isEqualTo(subject());
        assertThat(profile.username()).isNotEmpty();
        assertThat(provider.isLive(tokens.accessToken())).isTrue();
        assertThat(tokens.refreshToken())
                .hasValueSatisfying(token -> assertThat(provider.isLive(token)).isTrue());
        assertThat(tokens.expiry())
                .isInstanceOfSatisfying(
                        Expiry.At.class,
                        at -> assertThat(at.time()).isBetween(NOW.plusSeconds(200), NOW.plusSeconds(300)));
    }

    @Test
    void tellsThatThePersonSaidNo() throws ProviderException {
        CallbackParameters answer = provider.deny(gateway.authorizationUri(newRequest()));
        assertFailure(() -> gateway.readCallback(answer), Failure.USER_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "state", "iss"})
    void refusesACallbackParameterGivenTwice(String name) throws ProviderException {
        Map<String, List<String>> values = new TreeMap<>(
                provider.signIn(gateway.authorizationUri(newRequest())).values());
        values.merge(
                name,
                List.of("another"),
                (one, two) -> Stream.concat(one.stream(), two.stream()).toList());
        assertFailure(() -> gateway.readCallback(new CallbackParameters(values)), Failure.INVALID_RESPONSE);
    }

    @Test
    void ignoresCallbackParametersItDoesNotKnow() throws ProviderException {
        Map<String, List<String>> values = new TreeMap<>(
                provider.signIn(gateway.authorizationUri(newRequest())).values());
        values.put("session_state", List.of("one", "two"));
        assertThat(List.of(gateway.readCallback(new CallbackParameters(values)).reveal()))
                .isEqualTo(values.get("code"));
    }

    @Test
    void refusesTheAnswerOfAnotherIssuer() throws ProviderException {
        Map<String, List<String>> values = new TreeMap<>(
                provider.signIn(gateway.authorizationUri(newRequest())).values());
        values.put("iss", List.of("https://other.example"));
        assertFailure(() -> gateway.readCallback(new CallbackParameters(values)), Failure.INVALID_RESPONSE);
    }

    @Test
    void believesAnErrorMoreThanACodeBesideIt() throws ProviderException {
        Map<String, List<String>> values = new TreeMap<>(
                provider.signIn(gateway.authorizationUri(newRequest())).values());
        values.put("error", List.of("access_denied"));
        assertFailure(() -> gateway.readCallback(new CallbackParameters(values)), Failure.USER_DENIED);
    }

    @Test
    void refusesACallbackWithNeitherCodeNorError() {
        Map<String, String> values = Map.of("state", "s", "iss", provider.issuer());
        assertFailure(() -> gateway.readCallback(ScriptedProvider.callback(values)), Failure.INVALID_RESPONSE);
    }

    @Test
    void tellsADeadCode() throws ProviderException {
        SignInRequest request = newRequest();
        Secret code = codeFor(request);
        gateway.exchange(code, request);
        assertFailure(() -> gateway.exchange(code, request), Failure.GRANT_REFUSED);
    }

    @Test
    void sendsTheVerifierOfTheSignIn() throws ProviderException {
        Secret code = codeFor(newRequest());
        assertFailure(() -> gateway.exchange(code, newRequest()), Failure.GRANT_REFUSED);
    }

    @Test
    void neverSendsACodeTwice() throws ProviderException {
        SignInRequest request = newRequest();
        Secret code = codeFor(request);
        provider.answer(provider.paths().token(), Reply.hangUp());
        assertFailure(() -> gateway.exchange(code, request), Failure.UNREACHABLE);
        assertThat(provider.calls(provider.paths().token())).isEqualTo(1);
    }

    @Test
    void followsNoRedirect() throws ProviderException {
        SignInRequest request = newRequest();
        Secret code = codeFor(request);
        Map<String, String> elsewhere = Map.of("Location", provider.base() + "/elsewhere");
        provider.answer(provider.paths().token(), Reply.of(307, elsewhere, new byte[0]));
        assertFailure(() -> gateway.exchange(code, request), Failure.INVALID_RESPONSE);
        assertThat(provider.calls("/elsewhere")).isZero();
    }

    @Test
    void refreshesWithTheTokenItWasGivenLast() throws ProviderException {
        ProviderTokens first = signIn();
        ProviderTokens second = gateway.refresh(first);
        ProviderTokens third = gateway.refresh(second);
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(third.refreshToken()).isNotEqualTo(second.refreshToken());
        assertThat(gateway.profile(third).subject()).isEqualTo(subject());
    }

    @Test
    void keepsWhatARefreshLeavesOut() throws ProviderException {
        ProviderTokens before = signIn();
        provider.tokenMember("refresh_token", "");
        provider.tokenMember("scope", "");
        provider.tokenMember("id_token", "");
        ProviderTokens after = gateway.refresh(before);
        assertThat(after.refreshToken()).isEqualTo(before.refreshToken());
        assertThat(after.scopes()).isEqualTo(before.scopes());
        assertThat(after.facts()).isEqualTo(before.facts());
        assertThat(gateway.profile(after).subject()).isEqualTo(subject());
    }

    @Test
    void countsScopesThatAreNotReportedAsGranted() throws ProviderException {
        provider.tokenMember("scope", "\"\"");
        ProviderTokens tokens = signIn();
        assertThat(tokens.scopesReported()).isFalse();
        assertThat(tokens.scopes().toString()).isEqualTo(String.join(" ", gateway.requestedScopes()));
    }

    @Test
    void tellsADeadRefreshToken() throws ProviderException {
        ProviderTokens spent = signIn();
        gateway.refresh(spent);
        assertFailure(() -> gateway.refresh(spent), Failure.GRANT_REFUSED);
    }

    /** Answers to a refresh that must not end a grant, and what they are. */
    static Stream<Arguments> passingTroubles() {
        String dead = "{\"error\":\"invalid_grant\"}";
        return Stream.of(
                Arguments.of(Reply.hangUp(), Failure.UNREACHABLE),
                Arguments.of(Reply.json(500, dead), Failure.UNREACHABLE),
                Arguments.of(Reply.json(503, ""), Failure.UNREACHABLE),
                Arguments.of(Reply.json(429, dead), Failure.RATE_LIMITED),
                Arguments.of(Reply.json(401, "{\"error\":\"invalid_client\"}"), Failure.CLIENT_REFUSED),
                Arguments.of(Reply.json(400, "{\"error\":\"temporarily_unavailable\"}"), Failure.UNREACHABLE),
                Arguments.of(Reply.json(200, "<html>"), Failure.INVALID_RESPONSE),
                Arguments.of(Reply.json(200, "[]"), Failure.INVALID_RESPONSE),
                Arguments.of(Reply.json(200, "{}"), Failure.INVALID_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("passingTroubles")
    void endsNoGrantForAnythingButItsDeath(Reply reply, Failure failure) throws ProviderException {
        ProviderTokens tokens = signIn();
        provider.answer(provider.paths().token(), reply);
        assertFailure(() -> gateway.refresh(tokens), failure);
        provider.recover(provider.paths().token());
        assertThat(provider.isLive(gateway.refresh(tokens).accessToken())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403})
    void takesAnErrorForOneWhateverTheStatus(int status) throws ProviderException {
        ProviderTokens tokens = signIn();
        String text = "{\"error\":\"invalid_grant\",\"access_token\":\"t\",\"token_type\":\"bearer\"}";
        provider.answer(provider.paths().token(), Reply.json(status, text));
        assertFailure(() -> gateway.refresh(tokens), Failure.GRANT_REFUSED);
    }

    @Test
    void readsNoProfileWithoutSubject() throws ProviderException {
        ProviderTokens tokens = signIn();
        provider.answer(provider.paths().userInfo(), Reply.json(200, "{\"preferred_username\":\"ann\"}"));
        assertFailure(() -> gateway.profile(tokens), Failure.INVALID_RESPONSE);
    }

    @Test
    void tellsThatTheAccessTokenIsDeadAndNothingOfTheGrant() throws ProviderException {
        ProviderTokens tokens = signIn();
        provider.expireAccessTokens();
        assertFailure(() -> gateway.profile(tokens), Failure.TOKEN_REFUSED);
        assertThat(gateway.profile(gateway.refresh(tokens)).subject()).isEqualTo(subject());
    }

    @Test
    void triesAgainToReadAProfile() throws ProviderException {
        ProviderTokens tokens = signIn();
        provider.answer(provider.paths().userInfo(), exchange -> {
            provider.recover(provider.paths().userInfo());
            exchange.close();
        });
        assertThat(gateway.profile(tokens).subject()).isEqualTo(subject());
    }

    @Test
    void endsAGrantWhereItSaysSo() throws ProviderException {
        ProviderTokens tokens = signIn();
        ProviderGateway.Revocation outcome = gateway.revoke(tokens);
        boolean live = tokens.refreshToken().filter(provider::isLive).isPresent();
        assertThat(live).isEqualTo(outcome == ProviderGateway.Revocation.NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 429, 500})
    void repeatsNeitherSecretsNorTheProvidersWords(int status) throws ProviderException {
        SignInRequest request = newRequest();
        Secret code = codeFor(request);
        ProviderTokens tokens = signIn();
        String text = "{\"error\":\"" + UPSTREAM_TEXT + "\",\"error_description\":\"" + UPSTREAM_TEXT + "\"}";
        provider.answer(provider.paths().token(), Reply.json(status, text));
        provider.answer(provider.paths().userInfo(), Reply.json(status, text));
        assertSilent(
                catchThrowableOfType(ProviderException.class, () -> gateway.exchange(code, request)),
                code,
                request.verifier());
        assertSilent(
                catchThrowableOfType(ProviderException.class, () -> gateway.refresh(tokens)),
                tokens.refreshToken().orElseThrow());
        assertSilent(
                catchThrowableOfType(ProviderException.class, () -> gateway.profile(tokens)), tokens.accessToken());
        assertSilent(catchThrowableOfType(
                ProviderException.class,
                () -> gateway.readCallback(ScriptedProvider.callback(Map.of(
                        "error", UPSTREAM_TEXT, "error_description", UPSTREAM_TEXT, "iss", provider.issuer())))));
    }

    @Test
    void printsNoSecret() throws ProviderException {
        ProviderTokens tokens = signIn();
        assertThat(gateway.toString() + tokens)
                .doesNotContain(
                        ScriptedProvider.CLIENT_SECRET.reveal(),
                        tokens.accessToken().reveal(),
                        tokens.refreshToken().orElseThrow().reveal());
    }

    private static void assertSilent(ProviderException failure, Secret... used) {
        assertThat(failure).isNotNull();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString())
                    .doesNotContain("upstream text", "evil.example", ScriptedProvider.CLIENT_SECRET.reveal());
            for (Secret secret : used) {
                assertThat(cause.toString()).doesNotContain(secret.reveal());
            }
        }
    }

    /** A call that must fail. */
    @FunctionalInterface
    private interface Call {
        Object make() throws ProviderException;
    }

    private static void assertFailure(Call call, Failure failure) {
        assertThatThrownBy(call::make)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refused -> assertThat(refused.failure())
                                .as(refused.getMessage())
                                .isEqualTo(failure));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String s256(Secret verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
