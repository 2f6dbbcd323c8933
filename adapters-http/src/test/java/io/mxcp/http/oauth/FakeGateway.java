package io.mxcp.http.oauth;

import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider without a wire that signs in ann, or whoever a test names. Strict: a code is good once, with the verifier and callback
 * of its own request; the state must be the one of the request.
 */
final class FakeGateway implements ProviderGateway {
    static final String AUTHORIZE = "https://provider.example/authorize";

    private final Map<String, SignInRequest> codes = new ConcurrentHashMap<>();
    private final Map<String, SignInRequest> states = new ConcurrentHashMap<>();
    final AtomicInteger exchanges = new AtomicInteger();
    final AtomicInteger refreshes = new AtomicInteger();
    volatile Optional<Failure> failure = Optional.empty();
    volatile boolean withoutPkce;
    volatile Expiry expiry = new Expiry.Unknown();
    volatile boolean givesRefreshTokens = true;
    volatile String username = "ann";

    /** The person signs in: what the provider sends the browser back with. */
    String signIn(String authorizationUri) {
        String state = Query.of(authorizationUri).get("state");
        String code = Secrets.any().reveal();
        codes.put(code, states.get(state));
        return "?code=" + code + "&state=" + state;
    }

    int callsThatLeave() {
        return exchanges.get() + refreshes.get();
    }

    @Override
    public ProviderId id() {
        return new ProviderId("fake");
    }

    @Override
    public Set<String> requestedScopes() {
        return Set.of("user:email");
    }

    @Override
    public URI authorizationUri(SignInRequest request) throws ProviderException {
        failIfTold();
        states.put(request.state().reveal(), request);
        String pkce = withoutPkce
                ? ""
                : "&code_challenge=" + CodeChallenge.of(request.verifier()).value() + "&code_challenge_method=S256";
        return URI.create(AUTHORIZE + "?client_id=mxcp-at-fake&response_type=code&scope=" + encode("user:email")
                + "&redirect_uri=" + encode(request.callback().toString()) + "&state="
                + request.state().reveal() + pkce);
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        if (answer.single("error").isPresent()) {
            throw new ProviderException(Failure.USER_DENIED, "the person said no");
        }
        return answer.single("code")
                .map(Secret::of)
                .orElseThrow(() -> new ProviderException(Failure.INVALID_RESPONSE, "no code"));
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        exchanges.incrementAndGet();
        failIfTold();
        SignInRequest known = codes.remove(code.reveal());
        if (known == null
                || !known.verifier().equals(request.verifier())
                || !known.callback().equals(request.callback())) {
            throw new ProviderException(Failure.GRANT_REFUSED, "not a code of this request");
        }
        return tokens();
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        refreshes.incrementAndGet();
        failIfTold();
        return tokens();
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) {
        return new UserProfile(
                "https://provider.example",
                "subject of " + username,
                username,
                Optional.of(username + "@example.org"),
                UserProfile.EmailVerification.VERIFIED,
                Optional.of(username),
                List.of(),
                List.of(),
                Map.of());
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) {
        return Revocation.NOT_SUPPORTED;
    }

    private ProviderTokens tokens() {
        return new ProviderTokens(
                Secrets.any(),
                expiry,
                givesRefreshTokens ? Optional.of(Secrets.any()) : Optional.empty(),
                new Expiry.Unknown(),
                Scopes.parse("user:email"),
                false,
                Map.of());
    }

    private void failIfTold() throws ProviderException {
        if (failure.isPresent()) {
            throw new ProviderException(failure.get(), "<b>as the test says</b>");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
