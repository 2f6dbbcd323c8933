package io.mxcp.providers.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.wire.ProviderHttp;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSignInTest {
    private static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/certs", "/revoke");
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final SecretGenerator secrets = new SecretGenerator();
    private final SignInRequest request =
            new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    private ScriptedProvider provider;
    private OidcSignIn signIn;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start(PATHS, clock);
        signIn = newSignIn(false, OidcMetadata.ASYMMETRIC);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private OidcSignIn newSignIn(boolean tellsIssuer, Set<String> algorithms) {
        URI base = URI.create(provider.base());
        Endpoints endpoints = new Endpoints(
                base.resolve("/authorize"),
                base.resolve("/token"),
                Optional.of(base.resolve("/userinfo")),
                Optional.empty());
        return newSignIn(
                new OidcMetadata(provider.issuer(), endpoints, base.resolve("/certs"), algorithms, tellsIssuer));
    }

    private OidcSignIn newSignIn(OidcMetadata metadata) {
        return new OidcSignIn(
                new MetadataSource.Fixed(metadata),
                ClientCredentials.post(ScriptedProvider.CLIENT_ID, ScriptedProvider.CLIENT_SECRET),
                Scopes.parse("profile"),
                Refusals.standard("issuer"),
                new ProviderHttp(new EgressGuard(
                        Destinations.configured(List.of(URI.create(provider.base()))), EgressLimits.STANDARD)),
                clock);
    }

    private ProviderTokens exchange() throws ProviderException {
        return signIn.exchange(
                signIn.readCallback(provider.signIn(signIn.authorizationUri(request, Map.of()))), request);
    }

    private void idToken(String jwt) {
        provider.tokenMember("id_token", "\"" + jwt + "\"");
    }

    private String claims() {
        StringBuilder json = new StringBuilder("{");
        provider.idTokenClaims(request.nonce().reveal())
                .forEach((name, value) -> json.append('"')
                        .append(name)
                        .append("\":")
                        .append(value)
                        .append(','));
        return json.deleteCharAt(json.length() - 1).append('}').toString();
    }

    private void assertRefused(String part) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, this::exchange);
        assertThat(thrown).isNotNull().hasMessageContaining(part);
        assertThat(thrown.failure()).isEqualTo(Failure.INVALID_RESPONSE);
    }

    @Test
    void acceptsAnotherNameOfTheIssuerOnlyIfItIsKnown() throws ProviderException {
        provider.idTokenClaim("iss", "\"accounts.google.com\"");
        assertRefused("issuer");
        URI base = URI.create(provider.base());
        Endpoints endpoints =
                new Endpoints(base.resolve("/authorize"), base.resolve("/token"), Optional.empty(), Optional.empty());
        signIn = newSignIn(new OidcMetadata(
                provider.issuer(),
                endpoints,
                base.resolve("/certs"),
                Set.of("RS256"),
                false,
                Set.of(),
                Set.of("accounts.google.com")));
        assertThat(exchange().facts()).containsEntry(OidcSignIn.SUBJECT_FACT, ScriptedProvider.SUBJECT);
    }

    @Test
    void keepsTheSubjectOfTheVerifiedIdToken() throws ProviderException {
        ProviderTokens tokens = exchange();
        assertThat(tokens.facts()).containsEntry(OidcSignIn.SUBJECT_FACT, ScriptedProvider.SUBJECT);
        assertThat(signIn.userInfo(tokens).text("sub")).contains(ScriptedProvider.SUBJECT);
        assertThat(signIn.revoke(tokens)).isEqualTo(Revocation.NOT_SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "iss | \"https://other.example\" | issuer",
                "iss | `` | iss",
                "aud | \"another-client\" | aud",
                "aud | [\"another-client\"] | aud",
                "aud | {\"mxcp-client\":true} | aud",
                "aud | [\"mxcp-client\",\"another\"] | azp",
                "azp | \"another-client\" | azp",
                "nonce | \"of another sign-in\" | nonce",
                "nonce | `` | nonce",
                "exp | `` | exp",
                "exp | 1 | expired",
                "exp | \"1900000000\" | exp",
                "exp | 1e18 | exp",
                "iat | `` | iat",
                "iat | 1900000000 | future",
                "nbf | 1900000000 | future",
                "sub | `` | sub",
                "sub | 7 | sub"
            })
    void refusesAnIdTokenWithAWrongClaim(String claim, String json, String part) {
        provider.idTokenClaim(claim, json);
        assertRefused(part);
    }

    @Test
    void takesSeveralAudiencesIfWeAreTheAuthorizedParty() throws ProviderException {
        provider.idTokenClaim("aud", "[\"mxcp-client\",\"another\"]");
        provider.idTokenClaim("azp", "\"mxcp-client\"");
        assertThat(exchange().facts()).containsKey(OidcSignIn.SUBJECT_FACT);
    }

    @ParameterizedTest
    @CsvSource({"-359, true", "-361, false", "59, true", "61, false"})
    void forgivesClocksThatDifferByAMinute(long secondsAhead, boolean accepted) {
        // the token lives 300 s
        provider.idTokenClaim("iat", Long.toString(START.getEpochSecond() + secondsAhead));
        provider.idTokenClaim("exp", Long.toString(START.getEpochSecond() + secondsAhead + 300));
        assertThat(catchThrowableOfType(ProviderException.class, this::exchange) == null)
                .isEqualTo(accepted);
    }

    @Test
    void refusesAnAnswerWithoutIdToken() {
        provider.tokenMember("id_token", "");
        assertRefused("openid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "ES256", "RS384", "EdDSA", "dir"})
    void refusesAnotherAlgorithmThanTheSignatureIs(String algorithm) {
        idToken(ScriptedProvider.signed("{\"alg\":\"" + algorithm + "\",\"kid\":\"key-1\"}", claims()));
        assertRefused("ID token");
    }

    @Test
    void refusesAnUnsignedToken() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = base64.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        idToken(header + "." + base64.encodeToString(claims().getBytes(UTF_8)) + ".");
        assertRefused("ID token");
    }

    @Test
    void refusesAMacThatIsKeyedWithThePublicKey() throws GeneralSecurityException {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(ScriptedProvider.publicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] key :
                List.of(pem.getBytes(US_ASCII), ScriptedProvider.publicKey().getEncoded())) {
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            String input = base64.encodeToString("{\"alg\":\"HS256\",\"kid\":\"key-1\"}".getBytes(UTF_8)) + "."
                    + base64.encodeToString(claims().getBytes(UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            idToken(input + "." + base64.encodeToString(mac.doFinal(input.getBytes(US_ASCII))));
            assertRefused("algorithm");
        }
    }

    @Test
    void refusesAnAlgorithmThatTheProviderDoesNotUse() {
        signIn = newSignIn(false, Set.of("ES256", "HS256", "none"));
        assertRefused("algorithm");
    }

    @Test
    void refusesAKeyThatTheTokenBringsItself() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var own = generator.generateKeyPair();
        String jwk = new RSAKey.Builder((RSAPublicKey) own.getPublic())
                .keyID("key-1")
                .build()
                .toJSONString();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String input =
                base64.encodeToString(("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"jwk\":" + jwk + "}").getBytes(UTF_8))
                        + "." + base64.encodeToString(claims().getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(own.getPrivate());
        signature.update(input.getBytes(US_ASCII));
        idToken(input + "." + base64.encodeToString(signature.sign()));
        assertRefused("signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"b64\":false}",
                "{\"kid\":\"key-1\"}",
                "[]"
            })
    void refusesAHeaderThatAsksForMoreThanASignature(String header) {
        idToken(ScriptedProvider.signed(header, claims()));
        assertRefused("ID token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", "JOSE", "jwtx"})
    void refusesATokenOfAnotherKind(String type) {
        idToken(ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"typ\":\"" + type + "\"}", claims()));
        assertRefused("another kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "application/jwt"})
    void takesATokenThatSaysNoMoreThanThatItIsAJwt(String type) throws ProviderException {
        idToken(ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"typ\":\"" + type + "\"}", claims()));
        assertThat(exchange().accessToken().reveal()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sub\":\"a\",\"sub\":\"b\"}", "[]", "", "{"})
    void refusesClaimsThatAreNoObject(String claims) {
        idToken(ScriptedProvider.signed(RS256, claims));
        assertRefused("ID token");
    }

    @Test
    void refusesPartsBeyondAllMeasureUnread() {
        // within the bound of a token answer, beyond that of a token
        idToken(ScriptedProvider.signed(RS256, "{\"sub\":\"" + "x".repeat(30_000) + "\"}"));
        assertRefused("too large");
        idToken(ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(5_000) + "\"}", claims()));
        assertRefused("too large");
    }

    @Test
    void looksOnceMoreForAnUnknownKeyAndThenWaits() throws ProviderException {
        exchange();
        String unknown = ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"key-2\"}", claims());
        idToken(unknown);
        assertRefused("signature");
        assertRefused("signature");
        assertThat(provider.calls(PATHS.keys())).as("just read").isEqualTo(1);
        now.set(START.plusSeconds(31));
        idToken(ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"key-2\"}", claims()));
        assertRefused("signature");
        assertRefused("signature");
        assertThat(provider.calls(PATHS.keys())).as("once more").isEqualTo(2);
    }

    @Test
    void findsAKeyThatIsNew() throws Exception {
        exchange();
        now.set(START.plusSeconds(31));
        String jwks = "{\"keys\":["
                + new RSAKey.Builder(ScriptedProvider.publicKey())
                        .keyID("key-2")
                        .build()
                        .toJSONString()
                + "]}";
        provider.answer(PATHS.keys(), Reply.json(200, jwks));
        idToken(ScriptedProvider.signed("{\"alg\":\"RS256\",\"kid\":\"key-2\"}", claims()));
        assertThat(exchange().facts()).containsKey(OidcSignIn.SUBJECT_FACT);
    }

    @Test
    void goesOnWithTheKeysItHasWhileTheyCannotBeRead() throws ProviderException {
        exchange();
        now.set(START.plus(Duration.ofHours(2)));
        provider.answer(PATHS.keys(), Reply.json(500, ""));
        assertThat(exchange().facts()).containsKey(OidcSignIn.SUBJECT_FACT);
    }

    @Test
    void tellsKeysThatWereNeverReadFromATokenThatIsWrong() throws ProviderException {
        provider.answer(PATHS.keys(), Reply.json(500, ""));
        ProviderException thrown = catchThrowableOfType(ProviderException.class, this::exchange);
        assertThat(thrown.failure()).isEqualTo(Failure.UNREACHABLE);
        provider.answer(PATHS.keys(), Reply.json(200, "{\"keys\":7}"));
        assertRefused("keys");
    }

    @Test
    void ignoresKeysOfOtherKinds() throws Exception {
        String jwks =
                "{\"keys\":[{\"kty\":\"XX\",\"kid\":\"key-1\"},{\"kty\":\"oct\",\"kid\":\"key-1\",\"k\":\"AAAA\"},"
                        + new ECKeyGenerator(Curve.P_256)
                                .keyID("key-1")
                                .generate()
                                .toPublicJWK()
                                .toJSONString() + "]}";
        provider.answer(PATHS.keys(), Reply.json(200, jwks));
        assertRefused("signature");
    }

    @Test
    void refusesACallbackThatDoesNotNameItsIssuerWhereTheProviderAlwaysDoes() throws ProviderException {
        signIn = newSignIn(true, OidcMetadata.ASYMMETRIC);
        CallbackParameters unnamed = ScriptedProvider.callback(Map.of("code", "c", "state", "s"));
        ProviderException thrown = catchThrowableOfType(ProviderException.class, () -> signIn.readCallback(unnamed));
        assertThat(thrown).hasMessageContaining("iss");
        assertThat(exchange().facts()).containsKey(OidcSignIn.SUBJECT_FACT);
    }

    @Test
    void takesACallbackThatDoesNotNameItsIssuerWhereTheProviderNeverDoes() throws ProviderException {
        CallbackParameters unnamed = ScriptedProvider.callback(Map.of("code", "c", "state", "s"));
        assertThat(signIn.readCallback(unnamed)).isEqualTo(Secret.of("c"));
    }
}
