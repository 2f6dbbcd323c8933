package io.mxcp.application.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.fixture.StrictProvider.Step;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartAuthorizationTest {
    private final TestBroker broker = new TestBroker();

    @Test
    void asksThePersonBeforeAnythingReachesTheProvider() {
        ConsentPage page = broker.page();

        assertThat(page.client()).isEqualTo(broker.client);
        assertThat(page.redirectUri().value()).isEqualTo(TestBroker.REDIRECT_URI);
        assertThat(page.providerScopes()).containsExactlyInAnyOrder("openid", "profile");
        assertThat(broker.provider.calls(Step.AUTHORIZATION_URI)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "with\ttab", "é"})
    void showsAPageForAnUnknownClient(String id) {
        assertThat(page(with("client_id", id)).code()).isIn(ErrorCode.INVALID_CLIENT, ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/cb",
                "javascript:alert(1)",
                "http://127.0.0.1:49153/oauth/callback/",
                "http://127.0.0.1:49153/oauth/callback?x=1",
                "http://127.0.0.1:49153/OAuth/callback",
                "https://127.0.0.1:49153/oauth/callback",
                "http://localhost:49153/oauth/callback",
                "http://127.0.0.1:49153@evil.example/oauth/callback",
                "http://127.0.0.1:49153/x/../oauth/callback",
                "not a uri"
            })
    void showsAPageForARedirectUriThatIsNotRegistered(String uri) {
        assertThat(page(with("redirect_uri", uri)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void acceptsAnyPortOfALoopbackRedirectUri() {
        ConsentPage page = (ConsentPage) broker.start(with("redirect_uri", "http://127.0.0.1:1/oauth/callback"));

        assertThat(page.redirectUri().value()).isEqualTo("http://127.0.0.1:1/oauth/callback");
    }

    @Test
    void needsARedirectUriWhereTheClientHasSeveral() {
        assertThat(page(without("redirect_uri")).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void needsNoRedirectUriWhereTheClientHasOne() {
        Client one = client("one", Set.of(GrantType.AUTHORIZATION_CODE), "https://client.example/cb");
        TestBroker withOne = new TestBroker(settings -> settings.clients(List.of(one)));
        Map<String, String> request = withOne.request();
        request.put("client_id", "one");
        request.remove("redirect_uri");

        assertThat(((ConsentPage) withOne.start(request)).redirectUri().value()).isEqualTo("https://client.example/cb");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, '', INVALID_REQUEST",
        "response_type, token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, code token, UNSUPPORTED_RESPONSE_TYPE",
        "response_mode, fragment, INVALID_REQUEST",
        "code_challenge, '', INVALID_REQUEST",
        "code_challenge, short, INVALID_REQUEST",
        "code_challenge_method, '', INVALID_REQUEST",
        "code_challenge_method, plain, INVALID_REQUEST",
        "code_challenge_method, s256, INVALID_REQUEST",
        "request, eyJ, INVALID_REQUEST",
        "request_uri, https://evil.example/r, INVALID_REQUEST",
        "scope, 'a\"b', INVALID_SCOPE",
        "resource, https://other.example/mcp, INVALID_TARGET",
        "resource, https://mcp.example/MCP, INVALID_TARGET",
        "resource, https://mcp.example/mcp#f, INVALID_TARGET",
        "resource, ' ', INVALID_TARGET"
    })
    void tellsTheClientWhatIsWrongOnceClientAndAddressAreCertain(String name, String value, ErrorCode code) {
        AuthorizationResponse.Refused refused = refused(broker.start(with(name, value)));

        assertThat(refused.error()).isEqualTo(code);
        assertThat(refused.state()).contains(TestBroker.STATE);
        assertThat(refused.issuer()).isEqualTo(TestBroker.ISSUER);
        assertThat(refused.redirectUri().value()).isEqualTo(TestBroker.REDIRECT_URI);
    }

    @Test
    void neverRedirectsWhereBothAddressAndRequestAreWrong() {
        Map<String, String> request = with("redirect_uri", "https://evil.example/cb");
        request.put("response_type", "token");
        request.remove("code_challenge");

        assertThat(broker.start(request)).isInstanceOf(RefusedOnPage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "redirect_uri"})
    void showsAPageForARepeatedClientOrAddress(String name) {
        assertThat(startTwice(name, broker.request().getOrDefault(name, ""))).isInstanceOf(RefusedOnPage.class);
        assertThat(startTwice(name, "other")).isInstanceOf(RefusedOnPage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "scope", "resource", "code_challenge", "response_type", "anything_else"})
    void refusesAnyOtherRepeatedParameter(String name) {
        AuthorizationResponse.Refused refused = refused(startTwice(name, "x"));

        assertThat(refused.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.state().isPresent()).isEqualTo(!name.equals("state"));
    }

    @Test
    void givesNoStateBackThatCouldBreakAHeader() {
        AuthorizationResponse.Refused refused = refused(broker.start(with("state", "a\r\nSet-Cookie: x")));

        assertThat(refused.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.state()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example/mcp",
                "https://mcp.example/mcp/",
                "https://MCP.example:443/mcp",
                "https://mcp.example"
            })
    void knowsItsOwnResourceInEverySpelling(String resource) {
        assertThat(broker.start(with("resource", resource))).isInstanceOf(ConsentPage.class);
    }

    @Test
    void grantsOfTheScopesAskedOnlyThoseOfTheClient() {
        ConsentPage page = (ConsentPage) broker.start(with("scope", "mxcp:access evil admin"));

        assertThat(page.scopes()).isEqualTo(Scopes.of(Scope.ACCESS));
    }

    @Test
    void refusesScopesOfWhichNothingIsLeftWhereSomeAreRequired() {
        TestBroker strict = new TestBroker(settings -> settings.scopes(ScopePolicy.requiring(Scopes.of(Scope.ACCESS))));
        Map<String, String> request = strict.request();
        request.put("scope", "evil");

        assertThat(refused(strict.start(request)).error()).isEqualTo(ErrorCode.INVALID_SCOPE);
    }

    @Test
    void neverSendsACodeToOurOwnCallback() {
        Client own = client("own", Set.of(GrantType.AUTHORIZATION_CODE), "https://mcp.example/keycloak/callback");
        TestBroker withOwn = new TestBroker(settings -> settings.clients(List.of(own)));
        Map<String, String> request = withOwn.request();
        request.put("client_id", "own");
        request.remove("redirect_uri");

        assertThat(withOwn.start(request)).isInstanceOf(RefusedOnPage.class);
    }

    @Test
    void refusesAClientThatIsNotRegisteredForCodes() {
        Client other = client("other", Set.of(GrantType.REFRESH_TOKEN), "https://client.example/cb");
        TestBroker withOther = new TestBroker(settings -> settings.clients(List.of(other)));
        Map<String, String> request = withOther.request();
        request.put("client_id", "other");
        request.remove("redirect_uri");

        assertThat(refused(withOther.start(request)).error()).isEqualTo(ErrorCode.UNAUTHORIZED_CLIENT);
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> request = broker.request();
        request.put(name, value);
        return request;
    }

    private Map<String, String> without(String name) {
        Map<String, String> request = broker.request();
        request.remove(name);
        return request;
    }

    private StartAuthorization.Outcome startTwice(String name, String second) {
        Map<String, List<String>> values = new HashMap<>();
        broker.request().forEach((each, value) -> values.put(each, List.of(value)));
        values.put(name, List.of(broker.request().getOrDefault(name, "x"), second));
        return broker.server().startAuthorization().start(new AuthorizationParameters(values), TestBroker.ISSUER);
    }

    private RefusedOnPage page(Map<String, String> request) {
        return (RefusedOnPage) broker.start(request);
    }

    private static AuthorizationResponse.Refused refused(StartAuthorization.Outcome outcome) {
        return (AuthorizationResponse.Refused) ((RedirectToClient) outcome).response();
    }

    private static Client client(String id, Set<GrantType> types, String redirectUri) {
        return new Client(
                new ClientId(id),
                id,
                List.of(new RedirectUri(redirectUri)),
                types,
                Scopes.of(Scope.ACCESS),
                AuthenticationMethod.NONE,
                Optional.empty(),
                Client.Source.CONFIGURED,
                TestClock.START);
    }
}
