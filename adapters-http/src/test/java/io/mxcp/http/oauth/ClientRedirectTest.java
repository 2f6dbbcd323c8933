package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.authorize.AuthorizationResponse;
import io.mxcp.application.authorize.AuthorizationResponse.Granted;
import io.mxcp.application.authorize.AuthorizationResponse.Refused;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the browser is sent with an answer: T5, T44, C2, C11. */
class ClientRedirectTest {
    private static final Issuer ISSUER = new Issuer("https://mcp.example.com");
    private static final String ISS = "iss=https%3A%2F%2Fmcp.example.com";

    @ParameterizedTest
    @CsvSource({
        "https://client.example/cb,https://client.example/cb?",
        "https://client.example,https://client.example?",
        "https://client.example/cb?,https://client.example/cb?",
        "https://client.example/cb?a=b%20c&d,https://client.example/cb?a=b%20c&d&",
        "https://client.example/cb?iss=https://evil.example&code=x&state=y&error=z,https://client.example/cb?",
        "https://client.example/cb?%69ss=https://evil.example&a=b,https://client.example/cb?a=b&",
        "https://client.example/cb?issuer=kept&codec=kept,https://client.example/cb?issuer=kept&codec=kept&",
        "http://127.0.0.1:49153/oauth/callback,http://127.0.0.1:49153/oauth/callback?",
        "http://[::1]:1/cb,http://[::1]:1/cb?",
        "cursor://anysphere.cursor-retrieval/oauth/cb,cursor://anysphere.cursor-retrieval/oauth/cb?",
        "com.example.app:/oauth2redirect,com.example.app:/oauth2redirect?",
        "vscode://vscode.github-authentication/did-authenticate?nonce=1,vscode://vscode.github-authentication/did-authenticate?nonce=1&"
    })
    void keepsTheRedirectUriToTheByteAndPutsEachOfOursThereOnce(String uri, String start) {
        assertThat(location(granted(uri, Optional.of("s")))).isEqualTo(start + "code=mxcp_ac_x&state=s&" + ISS);
    }

    @Test
    void escapesWhateverCouldEndAParameterOrAHeader() {
        String location = location(granted("https://client.example/cb", Optional.of("a&b=c#d\r\nSet-Cookie: e+%ü")));
        assertThat(location)
                .isEqualTo(
                        "https://client.example/cb?code=mxcp_ac_x&state=a%26b%3Dc%23d%0D%0ASet-Cookie%3A%20e%2B%25%C3%BC&"
                                + ISS);
    }

    @Test
    void sendsNoStateWhereTheClientSentNone() {
        assertThat(location(granted("https://client.example/cb?state=registered", Optional.empty())))
                .isEqualTo("https://client.example/cb?code=mxcp_ac_x&" + ISS);
    }

    @Test
    void tellsErrorsWithTheIssuerToo() {
        Refused refused = new Refused(
                new RedirectUri("https://client.example/cb?error_uri=https://evil.example"),
                ErrorCode.ACCESS_DENIED,
                "the person denied the request",
                Optional.of(Secret.of("s")),
                ISSUER);
        assertThat(location(refused))
                .isEqualTo("https://client.example/cb?error=access_denied"
                        + "&error_description=the%20person%20denied%20the%20request&state=s&" + ISS);
    }

    private static Granted granted(String uri, Optional<String> state) {
        return new Granted(new RedirectUri(uri), Secret.of("mxcp_ac_x"), state.map(Secret::of), ISSUER);
    }

    private static String location(AuthorizationResponse answer) {
        return ClientRedirect.location(answer);
    }
}
