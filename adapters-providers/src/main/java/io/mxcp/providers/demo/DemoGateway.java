package io.mxcp.providers.demo;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.oauth2.FrontChannel;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.TokenEndpoint;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signs people in at the demo provider. */
final class DemoGateway implements ProviderGateway {
    private final URI url;
    private final ClientCredentials client;
    private final ProviderHttp http;
    private final TokenEndpoint tokenEndpoint;
    private final UserInfo userInfo;

    DemoGateway(URI url, String clientId, ProviderHttp http, InstantSource clock) {
        Refusals refusals = Refusals.standard("url");
        this.url = url;
        this.http = http;
        this.client = ClientCredentials.none(clientId);
        this.tokenEndpoint = new TokenEndpoint(client, refusals, http, clock);
        this.userInfo = new UserInfo(refusals, http);
    }

    @Override
    public ProviderId id() {
        return DemoFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return Set.of();
    }

    @Override
    public URI authorizationUri(SignInRequest request) {
        return FrontChannel.authorizationUri(endpoint("/authorize"), client.clientId(), Scopes.NONE, request, Map.of());
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return FrontChannel.readCallback(answer, Optional.of(url.toString()), true);
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        return tokenEndpoint.exchange(endpoint("/token"), code, request).first(Scopes.NONE, Map.of());
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        return tokenEndpoint.refresh(endpoint("/token"), current).after(current, Map.of());
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers person = userInfo.read(endpoint("/userinfo"), tokens.accessToken());
        return new UserProfile(
                url.toString(),
                required(person, "sub"),
                required(person, "preferred_username"),
                person.text("email"),
                EmailClaims.verification(person),
                person.text("name"),
                person.texts("groups"),
                person.texts("roles"),
                Map.of(),
                Claims.of(person.tree()));
    }

    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Set.of(WebAddress.dataHost(url));
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) {
        return Revocation.NOT_SUPPORTED;
    }

    @Override
    public void close() {
        http.close();
    }

    private URI endpoint(String path) {
        return URI.create(url + path);
    }

    private static String required(JsonMembers person, String member) throws ProviderException {
        return person.text(member)
                .orElseThrow(() -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer has no " + member));
    }
}
