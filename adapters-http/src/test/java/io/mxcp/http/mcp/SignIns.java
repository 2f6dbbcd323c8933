package io.mxcp.http.mcp;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.authorize.AuthorizationParameters;
import io.mxcp.application.authorize.AuthorizationResponse;
import io.mxcp.application.authorize.ConsentPage;
import io.mxcp.application.authorize.DecideConsent;
import io.mxcp.application.authorize.RedirectToClient;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.application.token.RedeemAuthorizationCode;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.BrowserBinding;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.token.TokenRepository;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People who sign in through the real flows, at a provider where code and token are the person's name. */
final class SignIns {
    private final TestClock clock;
    private final Issuer issuer;
    private final Client client = Clients.publicClient();
    private final TokenRepository tokens = new InMemoryTokenRepository();
    private final KeyRing keys =
            KeyRing.of(KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32)));
    private final AuthorizationServer server;

    SignIns(TestClock clock, Issuer issuer, ScopePolicy scopes) {
        this.clock = clock;
        this.issuer = issuer;
        this.server = server(scopes);
    }

    private AuthorizationServer server(ScopePolicy scopes) {
        return AuthorizationServer.builder(new Names(), clock)
                .clients(List.of(client))
                .tokens(tokens)
                .keys(keys)
                .scopes(scopes)
                .audit(event -> {})
                .build();
    }

    /** The same server after its operator has changed what is required. */
    AuthorizationServer requiring(Scopes scopes) {
        return server(ScopePolicy.requiring(scopes));
    }

    AuthorizationServer server() {
        return server;
    }

    TestClock clock() {
        return clock;
    }

    /** A token of this person, with the scopes that one gets who asks for these. */
    String token(String person, String scope) {
        Secret browser = Secrets.any();
        Secret verifier = Secrets.any();
        ConsentPage page = (ConsentPage) server.startAuthorization()
                .start(
                        new AuthorizationParameters(Map.of(
                                "client_id", List.of(client.id().value()),
                                "redirect_uri", List.of("http://127.0.0.1:49153/oauth/callback"),
                                "response_type", List.of("code"),
                                "scope", scope.isEmpty() ? List.of() : List.of(scope),
                                "code_challenge",
                                        List.of(CodeChallenge.of(verifier).value()),
                                "code_challenge_method", List.of("S256"))),
                        issuer);
        DecideConsent.SendToProvider sent = (DecideConsent.SendToProvider) server.decideConsent()
                .decide(new DecideConsent.Form(
                        Optional.of(browser), page.handle(), BrowserBinding.token(browser, page.handle()), true));
        RedirectToClient back = (RedirectToClient) server.completeAuthorization()
                .complete(
                        new CallbackParameters(
                                Map.of("state", List.of(sent.state().reveal()), "code", List.of(person))),
                        Optional.of(sent.browser()));
        Secret code = ((AuthorizationResponse.Granted) back.response()).code();
        return server.redeemAuthorizationCode()
                .redeem(
                        new RedeemAuthorizationCode.Request(client, code, verifier, Optional.empty(), Optional.empty()),
                        issuer)
                .accessToken()
                .reveal();
    }

    private static final class Names implements ProviderGateway {
        private static final String RENEWED = "-renewed";

        @Override
        public ProviderId id() {
            return new ProviderId("keycloak");
        }

        @Override
        public Set<String> requestedScopes() {
            return Set.of("openid");
        }

        @Override
        public URI authorizationUri(SignInRequest request) {
            return URI.create("https://provider.example/authorize");
        }

        @Override
        public Secret readCallback(CallbackParameters answer) {
            return Secret.of(answer.single("code").orElseThrow());
        }

        @Override
        public ProviderTokens exchange(Secret code, SignInRequest request) {
            return new ProviderTokens(
                    code, new Expiry.Never(), Optional.of(code), new Expiry.Unknown(), Scopes.NONE, false, Map.of());
        }

        @Override
        public ProviderTokens refresh(ProviderTokens current) {
            Secret renewed = Secret.of(person(current) + RENEWED);
            return new ProviderTokens(
                    renewed,
                    new Expiry.Never(),
                    current.refreshToken(),
                    new Expiry.Unknown(),
                    Scopes.NONE,
                    false,
                    Map.of());
        }

        private static String person(ProviderTokens tokens) {
            return tokens.accessToken().reveal().replace(RENEWED, "");
        }

        @Override
        public UserProfile profile(ProviderTokens tokens) {
            String name = person(tokens);
            return new UserProfile(
                    "https://provider.example",
                    name,
                    name,
                    Optional.empty(),
                    UserProfile.EmailVerification.UNKNOWN,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Map.of());
        }

        @Override
        public Revocation revoke(ProviderTokens tokens) {
            return Revocation.NOT_SUPPORTED;
        }
    }
}
