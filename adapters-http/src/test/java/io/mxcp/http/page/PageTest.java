package io.mxcp.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.authorize.ConsentPage;
import io.mxcp.application.authorize.RefusedOnPage;
import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T15, T17 to T19. */
class PageTest {
    private static final Secret HANDLE = Secret.of("the-handle");
    private static final Secret TOKEN = Secret.of("the-token");
    private static final Pattern TAG = Pattern.compile("<([a-zA-Z!/][^>]*)>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'><svg/onload=alert(1)>",
                "</title><script>alert(1)</script>",
                "</style><script>",
                "&lt;script&gt;",
                "{{7*7}} ${7*7} %s %n %1$s",
                "<!--",
                "]]>",
                "javascript:alert(1)",
                "x\" autofocus onfocus=\"alert(1)",
                "\u202Egnp.exe\u200B\u0000",
                "a\r\nb"
            })
    void showsAStrangersTextAsText(String text) {
        String plain = consent(client("plain", Client.Source.REGISTERED), "https://client.example/cb", "user:email");
        String hostile = consent(client(text, Client.Source.REGISTERED), "https://client.example/cb", text);
        assertThat(tags(hostile)).isEqualTo(tags(plain));
        assertThat(hostile.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .isEmpty();
        assertThat(tags(error(text))).isEqualTo(tags(error("plain")));
    }

    @Test
    void escapesScopesThatAreMarkup() {
        String html = consent(
                client("c", Client.Source.REGISTERED), "https://client.example/cb", "user", Scopes.parse("<b>&'x="));
        assertThat(html).contains("<code>&lt;b&gt;&amp;&#39;x&#61;</code>");
    }

    @Test
    void escapesWhatEndsATextOrAnAttribute() {
        assertThat(Html.escape("a<b>c&d\"e'f`g=h\u0007i\u202Ej"))
                .isEqualTo("a&lt;b&gt;c&amp;d&quot;e&#39;f&#96;g&#61;h\uFFFDi\uFFFDj");
    }

    @Test
    void namesServerClientAddressScopesAndProvider() {
        String html = consent(client("Claude", Client.Source.REGISTERED), "https://claude.ai/api/cb", "user:email");
        assertThat(html)
                .contains("<strong>mcp.example.com</strong>", "<bdi>Claude</bdi>", "<code>claude.ai</code>")
                .contains("<code>mxcp:access</code>", "<code>reports</code>", "GitHub", "<code>user:email</code>")
                .contains("unverified", "Stay connected")
                .contains("name=\"flow\" value=\"the-handle\"", "name=\"token\" value=\"the-token\"")
                .contains("action=\"/base/consent\"", "value=\"approve\"", "value=\"deny\"")
                .doesNotContain("Be careful");
    }

    @Test
    void vouchesForConfiguredClientsOnly() {
        assertThat(consent(client("c", Client.Source.CONFIGURED), "https://client.example/cb", "user"))
                .doesNotContain("unverified")
                .contains("Set up by the operator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:5000/cb", "http://localhost/cb", "cursor://anysphere.cursor-retrieval/cb"})
    void warnsWhereAnyProgramCouldReceiveTheAnswer(String uri) {
        assertThat(consent(client("c", Client.Source.REGISTERED), uri, "user"))
                .contains("Be careful", "any program on it could pose as this client");
    }

    @Test
    void needsNoScriptAndNothingFromElsewhere() {
        for (String html :
                List.of(error("x"), consent(client("c", Client.Source.REGISTERED), "https://c.example/", "u"))) {
            assertThat(html)
                    .doesNotContainIgnoringCase(
                            "<script", "<img", "<link", "<iframe", "@import", "url(", "http://", "https://")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .contains("<html lang=\"en\">", "name=\"viewport\"", "<title>");
        }
    }

    @Test
    void carriesTheStyleThatThePolicyNames() throws Exception {
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(error("x"));
        assertThat(style.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
        assertThat(Style.HASH).isEqualTo("sha256-" + Base64.getEncoder().encodeToString(digest));
    }

    private static String error(String text) {
        return ErrorPageView.render(new RefusedOnPage(ErrorCode.INVALID_REQUEST, text, text), text);
    }

    private static List<String> tags(String html) {
        String withoutStyle = html.substring(html.indexOf("</style>"));
        return TAG.matcher(withoutStyle).results().map(match -> match.group(1)).toList();
    }

    private static Client client(String name, Client.Source source) {
        return new Client(
                new ClientId("c"),
                name,
                List.of(new RedirectUri("https://client.example/cb")),
                EnumSet.allOf(GrantType.class),
                Scopes.NONE,
                AuthenticationMethod.NONE,
                Optional.empty(),
                source,
                TestClock.START);
    }

    private static String consent(Client client, String redirectUri, String providerScope) {
        return consent(client, redirectUri, providerScope, Scopes.parse("mxcp:access reports"));
    }

    private static String consent(Client client, String redirectUri, String providerScope, Scopes scopes) {
        return ConsentPageView.render(
                new ConsentPage(
                        HANDLE,
                        client,
                        new RedirectUri(redirectUri),
                        scopes,
                        new ProviderId("github"),
                        "GitHub <Enterprise>",
                        Set.of(providerScope),
                        new Issuer("https://mcp.example.com/base")),
                TOKEN);
    }
}
