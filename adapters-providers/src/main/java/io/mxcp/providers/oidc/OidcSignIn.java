package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.FrontChannel;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.TokenAnswer;
import io.mxcp.providers.oauth2.TokenEndpoint;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-in at any OpenID provider (OpenID Connect Core 1.0 §3.1), for the gateways to build on. Safe for use by many
 * threads.
 */
public final class OidcSignIn implements AutoCloseable {
    /** Under this name the facts of the provider tokens hold the subject of the verified ID token. */
    public static final String SUBJECT_FACT = "oidc.subject";

    /** Under this name they hold who vouched for it: the provider's issuer, or that of the person's tenant. */
    public static final String ISSUER_FACT = "oidc.issuer";

    private static final Scopes OPENID = Scopes.of(new Scope("openid"));
    private static final String JWT = "application/jwt";
    private static final String ANOTHER_PERSON = "it is about another person than the one who signed in";

    private final MetadataSource metadata;
    private final ClientCredentials client;
    private final Scopes scopes;
    private final Refusals refusals;
    private final ProviderHttp http;
    private final InstantSource clock;
    private final Additions additions;
    private final UserInfo userInfo;
    private final JwtVerifier verifier;
    private final IdTokenCheck idTokens;

    /** Signs people in as this client; {@code openid} is added to the scopes if it is missing. Opens no connection. */
    public OidcSignIn(
            MetadataSource metadata,
            ClientCredentials client,
            Scopes scopes,
            Refusals refusals,
            ProviderHttp http,
            InstantSource clock) {
        this(metadata, client, scopes, refusals, http, clock, Additions.NONE);
    }

    /** The same, with what the provider needs besides. */
    public OidcSignIn(
            MetadataSource metadata,
            ClientCredentials client,
            Scopes scopes,
            Refusals refusals,
            ProviderHttp http,
            InstantSource clock,
            Additions additions) {
        this.refusals = refusals;
        this.http = http;
        this.clock = clock;
        this.additions = additions;
        this.metadata = metadata;
        this.client = client;
        this.scopes = OPENID.union(scopes);
        this.userInfo = new UserInfo(refusals, http);
        this.verifier =
                new JwtVerifier(metadata, new SigningKeys(metadata, http, clock), clock, refusals.addressSettings());
        this.idTokens = new IdTokenCheck(verifier, metadata, client.clientId());
    }

    /** What is asked for. */
    public Scopes scopes() {
        return scopes;
    }

    /** The provider's issuer. */
    public String issuer() throws ProviderException {
        return metadata.current().issuer();
    }

    /** Who vouches for the person of these tokens. */
    public String issuer(ProviderTokens current) throws ProviderException {
        String kept = current.facts().getOrDefault(ISSUER_FACT, "");
        return kept.isEmpty() ? issuer() : kept;
    }

    /** The subject of these tokens' person; empty for tokens that did not come from here. */
    public String subject(ProviderTokens current) {
        return current.facts().getOrDefault(SUBJECT_FACT, "");
    }

    /** The address to send the person to; the extras are the provider's own parameters. */
    public URI authorizationUri(SignInRequest request, Map<String, String> extras) throws ProviderException {
        Map<String, String> parameters = new LinkedHashMap<>(extras);
        parameters.put("nonce", request.nonce().reveal());
        URI endpoint = metadata.current().endpoints().authorization();
        return FrontChannel.authorizationUri(endpoint, client.clientId(), scopes, request, parameters);
    }

    /** The code in a callback. */
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        OidcMetadata known = metadata.current();
        return FrontChannel.readCallback(
                answer, Optional.of(known.expectedInCallback(answer.single("iss"))), known.tellsIssuer(), refusals);
    }

    /** Redeems a code; there must be an ID token with the answer, and it must hold. */
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        OidcMetadata known = metadata.current();
        TokenAnswer answer = tokenEndpoint(known).exchange(known.endpoints().token(), code, request);
        Secret idToken = answer.members()
                .secret("id_token")
                .orElseThrow(() -> JwtVerifier.invalid(Step.ID_TOKEN, "there is none: does scope contain openid?"));
        JsonMembers claims = idTokens.claims(idToken, request.nonce());
        Map<String, String> facts = new LinkedHashMap<>(KeptClaims.of(claims));
        facts.put(SUBJECT_FACT, claims.text("sub").orElseThrow());
        facts.put(ISSUER_FACT, known.issuerOf(claims).orElseThrow());
        return answer.first(scopes, facts);
    }

    /** Refreshes; a new ID token must be of the same person and issuer (OpenID Connect Core 1.0 §12.2), or the grant is over. */
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        OidcMetadata known = metadata.current();
        TokenAnswer answer = tokenEndpoint(known).refresh(known.endpoints().token(), current);
        Optional<Secret> idToken = answer.members().secret("id_token");
        if (idToken.isEmpty()) {
            return answer.after(current, KeptClaims.lasting(current, additions.lastingClaims()));
        }
        JsonMembers claims = idTokens.claims(idToken.get());
        // in both cases asking again would bring the same again, and never the one who signed in
        if (!isSame(current, claims.text("sub").orElseThrow())) {
            throw Step.ID_TOKEN.failed(Failure.GRANT_REFUSED, ANOTHER_PERSON);
        }
        if (!known.issuerOf(claims).equals(Optional.of(issuer(current)))) {
            throw Step.ID_TOKEN.failed(
                    Failure.GRANT_REFUSED, "it is of another tenant than the one that the person signed in at");
        }
        return answer.after(current, KeptClaims.of(claims));
    }

    private TokenEndpoint tokenEndpoint(OidcMetadata known) {
        return new TokenEndpoint(
                client.acceptedBy(known.clientAuthMethods()), refusals, http, clock, additions.tokenParameters());
    }

    /** The claims of user info, plain or signed, which must be of the person who signed in (§5.3.2). */
    public JsonMembers userInfo(ProviderTokens current) throws ProviderException {
        URI endpoint = metadata.current()
                .endpoints()
                .userInfo()
                .orElseThrow(() -> Step.PROFILE.failed(
                        Failure.INVALID_RESPONSE, "the provider's metadata lacks userinfo_endpoint: set userinfo_url"));
        Answer answer = userInfo.ask(endpoint, current.accessToken(), "application/json, " + JWT);
        JsonMembers claims = answer.mediaType().equals(JWT) ? signed(answer) : UserInfo.json(answer);
        String subject = claims.text("sub")
                .or(() -> additions.subjectAlias().flatMap(claims::text))
                .orElseThrow(() -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer has no sub"));
        checkSame(Step.PROFILE, current, subject);
        return claims;
    }

    /** The host of user info; none where the provider tells none, or was not asked yet: nobody waits for it here. */
    Optional<String> userInfoHost() {
        return metadata.known().flatMap(found -> found.endpoints().userInfo()).map(WebAddress::dataHost);
    }

    private JsonMembers signed(Answer answer) throws ProviderException {
        String text = new String(answer.body(), StandardCharsets.US_ASCII).trim();
        if (text.isEmpty()) {
            throw Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer is empty");
        }
        JsonMembers claims = verifier.verify(Step.PROFILE, Secret.of(text));
        if (claims.has("aud") && !claims.textOrTexts("aud").contains(client.clientId())) {
            throw Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer was made for another client (aud)");
        }
        return claims;
    }

    /** The claims of the access token where it is a JWT; they count only because its signature and issuer are checked. */
    public Optional<JsonMembers> accessTokenClaims(ProviderTokens current) throws ProviderException {
        if (!JwtVerifier.isJwt(current.accessToken())) {
            return Optional.empty();
        }
        JsonMembers claims = verifier.verify(Step.ACCESS_TOKEN, current.accessToken());
        Optional<String> subject = claims.text("sub");
        if (subject.isPresent()) {
            checkSame(Step.ACCESS_TOKEN, current, subject.get());
        }
        return Optional.of(claims);
    }

    /** Ends the grant, where the provider has a way to (RFC 7009). */
    public Revocation revoke(ProviderTokens current) throws ProviderException {
        OidcMetadata known = metadata.current();
        Optional<URI> endpoint = known.endpoints().revocation();
        return endpoint.isPresent() ? tokenEndpoint(known).revoke(endpoint.get(), current) : Revocation.NOT_SUPPORTED;
    }

    /** Ends the connections to the provider, and their threads. */
    @Override
    public void close() {
        http.close();
    }

    private static void checkSame(Step step, ProviderTokens current, String subject) throws ProviderException {
        if (!isSame(current, subject)) {
            throw step.failed(Failure.INVALID_RESPONSE, ANOTHER_PERSON);
        }
    }

    /** Without a known subject nothing is the same: such tokens did not come from here. */
    private static boolean isSame(ProviderTokens current, String subject) {
        return subject.equals(current.facts().get(SUBJECT_FACT));
    }
}
