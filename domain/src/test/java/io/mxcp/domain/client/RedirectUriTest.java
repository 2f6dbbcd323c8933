package io.mxcp.domain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T7 and T8: nothing that two parsers might read in two ways, and no normalisation before the compare. */
class RedirectUriTest {
    private static final int TRIES = 10_000;

    static List<String> hostile() {
        return List.of(
                // no URI at all, or relative
                "",
                " ",
                "a",
                "/cb",
                "//client.example/cb",
                "?x",
                "#",
                "client.example/cb",
                "://client.example/cb",
                "https",
                "https:",
                "https:/",
                "https://",
                "https:client.example/cb",
                "https:/client.example/cb",
                "https:///client.example/cb",
                "https:////client.example/cb",
                // schemes that run or read
                "javascript:alert(1)",
                "javascript://client.example/%0aalert(1)",
                "JAVASCRIPT:alert(1)",
                "jAvAsCrIpT://x/",
                "java\nscript:alert(1)",
                "java\tscript:alert(1)",
                "\u0001javascript:alert(1)",
                "javascript:alert(1)/../x:y",
                "vbscript:x",
                "data:text/html,<script>",
                "data:text/html;base64,AAAA",
                "data://client.example/",
                "blob:https://client.example/uuid",
                "file:///etc/passwd",
                "file://client.example/share",
                "about:blank",
                "view-source:https://client.example/",
                "ftp://client.example/",
                "ws://client.example/",
                "wss://client.example/",
                "mailto:a@client.example",
                "tel:1",
                "intent://x#Intent;scheme=https;end",
                "ms-msdt:/id",
                "chrome://settings",
                "unknown://client.example/cb",
                "myapp:/cb",
                "x-mxcp:/cb",
                // plain http elsewhere
                "http://client.example/cb",
                "http://127.0.0.1.evil.example/cb",
                "http://localhost.evil.example/cb",
                "http://localhost./cb",
                "http://evil-localhost/cb",
                "http://128.0.0.1/cb",
                "http://0.0.0.0/cb",
                "http://[::]/cb",
                "http://[::ffff:127.0.0.1]/cb",
                "http://[::1%25eth0]/cb",
                "http://[::2]/cb",
                "http://2130706433/cb",
                "http://0x7f.0.0.1/cb",
                "http://0177.0.0.1/cb",
                "http://127.1/cb",
                "http://127.0.0.1.:8/cb",
                "http:///cb",
                "http:/127.0.0.1/cb",
                "HTTP://client.example/cb",
                // user info
                "https://user@client.example/cb",
                "https://user:password@client.example/cb",
                "https://@client.example/cb",
                "https://client.example@evil.example/cb",
                "https://client.example:443@evil.example/cb",
                "https://client.example%40evil.example/cb",
                "http://127.0.0.1@evil.example/cb",
                "http://127.0.0.1:80@evil.example/cb",
                "http://evil.example@127.0.0.1/cb",
                "com.example.app://user@host/cb",
                // hosts
                "https://client..example/cb",
                "https://.client.example/cb",
                "https://client.example./cb",
                "https://-client.example/cb",
                "https://client.example-/cb",
                "https://cli ent.example/cb",
                "https://cli%65nt.example/cb",
                "https://client_a.example/cb",
                "https://client.ex\u00e4mple/cb",
                "https://client\u3002example/cb",
                "https://\uff43lient.example/cb",
                "https://client.example\u0000.evil.example/cb",
                "https://*.client.example/cb",
                "https://[client.example]/cb",
                "https://[::1/cb",
                "https://[fe80::1%25eth0]/cb",
                "https://client.example,evil.example/cb",
                "https://client.example;evil.example/cb",
                // ports
                "https://client.example:0/cb",
                "https://client.example:65536/cb",
                "https://client.example:-1/cb",
                "https://client.example:+443/cb",
                "https://client.example:4 43/cb",
                "https://client.example:99999999999/cb",
                "https://client.example:443:443/cb",
                "https://client.example:a/cb",
                "http://127.0.0.1:0/cb",
                "http://127.0.0.1:65536/cb",
                // path
                "https://client.example/../cb",
                "https://client.example/a/../cb",
                "https://client.example/a/..",
                "https://client.example/.",
                "https://client.example/./cb",
                "https://client.example/%2e%2e/cb",
                "https://client.example/.%2E/cb",
                "https://client.example/%2E/cb",
                "https://client.example/a%2fcb",
                "https://client.example/a%2Fcb",
                "https://client.example/a%0d%0aX:y",
                "https://client.example:/cb",
                "http://127.0.0.1:08399/cb",
                "https://client.example/a%5ccb",
                "https://client.example/a%5Ccb",
                "https://client.example/a%00cb",
                "https://client.example\\cb",
                "https://client.example/a\\..\\cb",
                "https:\\\\client.example\\cb",
                "https://client.example/%",
                "https://client.example/%zz",
                "https://client.example/a b",
                "https://client.example/a\tb",
                "https://client.example/a\r\nSet-Cookie:x",
                "https://client.example/\u0000",
                "https://client.example/\u007f",
                "https://client.example/\u202e",
                "https://client.example/\u00e9",
                "https://client.example/<script>",
                "https://client.example/\"",
                "https://client.example/{x}",
                "https://client.example/|",
                "https://client.example/^",
                "https://client.example/`",
                "com.example.app:/a/../cb",
                "com.example.app:cb",
                // fragment
                "https://client.example/cb#",
                "https://client.example/cb#f",
                "https://client.example/cb?x=1#f",
                "https://client.example#/cb",
                "com.example.app:/cb#f",
                // size
                "https://client.example/" + "a".repeat(2048));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhateverCouldBeReadInTwoWays(String text) {
        assertThat(RedirectUri.faultOf(text)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUri(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example",
                "https://client.example/",
                "https://client.example/cb",
                "https://client.example:8443/cb?tenant=a%20b&x=%2F",
                "https://CLIENT.example/CB",
                "https://192.0.2.1/cb",
                "https://[2001:db8::1]:8443/cb",
                "https://xn--bcher-kva.example/cb",
                "https://client.example//cb",
                "https://client.example/...",
                "http://127.0.0.1/cb",
                "http://127.8.9.10:1/cb",
                "http://[::1]:49153/cb",
                "http://localhost:6274/oauth/callback",
                "HTTP://LOCALHOST/cb",
                "com.example.app:/oauth2redirect",
                "com.example.app://host/cb",
                "cursor://anysphere.cursor-retrieval/oauth/user-x/callback",
                "vscode://vscode.github-authentication/did-authenticate",
                "vscode-insiders://x/cb"
            })
    void acceptsWhatClientsUse(String text) {
        assertThat(RedirectUri.faultOf(text)).isEmpty();
        assertThat(new RedirectUri(text)).hasToString(text);
        assertThat(new RedirectUri(text).covers(new RedirectUri(text))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, http://127.0.0.1:1/cb",
        "http://127.0.0.1:49153/cb, http://127.0.0.1/cb",
        "http://127.0.0.1:49153/cb, http://127.0.0.1:65535/cb",
        "http://[::1]:1/cb?a=1, http://[::1]:2/cb?a=1",
        "http://localhost/cb, http://localhost:8080/cb",
        "HTTP://127.0.0.1:1/cb, HTTP://127.0.0.1:2/cb",
        "http://127.0.0.1:80/127.0.0.1:80, http://127.0.0.1:81/127.0.0.1:80"
    })
    void leavesThePortOfALoopbackAddressFree(String registered, String asked) {
        assertThat(new RedirectUri(registered).covers(new RedirectUri(asked))).isTrue();
        assertThat(new RedirectUri(asked).covers(new RedirectUri(registered))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://client.example/cb, https://client.example/cb/",
        "https://client.example/cb, https://client.example/CB",
        "https://client.example/cb, https://CLIENT.example/cb",
        "https://client.example/cb, HTTPS://client.example/cb",
        "https://client.example/cb, https://client.example:443/cb",
        "https://client.example:1/cb, https://client.example:2/cb",
        "https://client.example/cb, https://client.example/cb?x",
        "https://client.example/cb, https://client.example/cb?",
        "https://client.example/a%20b, https://client.example/a+b",
        "https://client.example/a%7Eb, https://client.example/a~b",
        "https://client.example/cb, https://evil.client.example/cb",
        "https://127.0.0.1:1/cb, https://127.0.0.1:2/cb",
        "http://127.0.0.1/cb, http://localhost/cb",
        "http://127.0.0.1/cb, http://127.0.0.2/cb",
        "http://127.0.0.1/cb, http://[::1]/cb",
        "http://127.0.0.1/cb, https://127.0.0.1/cb",
        "http://127.0.0.1/cb, HTTP://127.0.0.1/cb",
        "http://127.0.0.1:1/cb, http://127.0.0.1:2/cb?x",
        "http://127.0.0.1:80/127.0.0.1:80, http://127.0.0.1:81/127.0.0.1:81",
        "com.example.app://127.0.0.1:1/cb, com.example.app://127.0.0.1:2/cb"
    })
    void coversNothingElse(String registered, String asked) {
        assertThat(new RedirectUri(registered).covers(new RedirectUri(asked))).isFalse();
        assertThat(new RedirectUri(asked).covers(new RedirectUri(registered))).isFalse();
    }

    @Test
    void showsThePersonTheHostOrTheScheme() {
        assertThat(new RedirectUri("https://client.example:8443/cb").displayHost())
                .isEqualTo("client.example:8443");
        assertThat(new RedirectUri("com.example.app://client.example/cb").displayHost())
                .isEqualTo("com.example.app:");
    }

    @Property(tries = TRIES)
    void neverThrowsAnythingButItsOwnRefusal(@ForAll String text) {
        assertThat(RedirectUri.faultOf(text)).isNotNull();
    }

    @Property(tries = TRIES)
    void saysOnlyPrintableSentences(@ForAll("nearlyUris") String text) {
        RedirectUri.faultOf(text).ifPresent(fault -> assertThat(fault).matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
    }

    @Property(tries = TRIES)
    void coversOnlyEqualBytesOrAnotherLoopbackPort(
            @ForAll("nearlyUris") String registered, @ForAll("nearlyUris") String asked) {
        if (RedirectUri.faultOf(registered).isEmpty()
                && RedirectUri.faultOf(asked).isEmpty()) {
            boolean covers = new RedirectUri(registered).covers(new RedirectUri(asked));

            assertThat(covers).isEqualTo(registered.equals(asked) || differOnlyInLoopbackPort(registered, asked));
        }
    }

    /** Told in another way than the code under test: by the parts of the URIs. */
    private static boolean differOnlyInLoopbackPort(String one, String other) {
        URI a = URI.create(one);
        URI b = URI.create(other);
        boolean sameButPort = a.getScheme().equalsIgnoreCase("http")
                && a.getScheme().equals(b.getScheme())
                && a.getHost() != null
                && a.getHost().equals(b.getHost())
                && rest(one).equals(rest(other))
                && !emptyPort(a)
                && !emptyPort(b);
        return sameButPort
                && (a.getHost().equalsIgnoreCase("localhost")
                        || a.getHost().startsWith("127.")
                        || a.getHost().equals("[::1]"));
    }

    private static boolean emptyPort(URI uri) {
        return uri.getRawAuthority().endsWith(":");
    }

    private static String rest(String uri) {
        String afterScheme = uri.substring("http://".length());
        int end = afterScheme.length();
        for (char delimiter : new char[] {'/', '?'}) {
            int at = afterScheme.indexOf(delimiter);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return afterScheme.substring(end);
    }

    @Provide
    Arbitrary<String> nearlyUris() {
        Arbitrary<String> schemes =
                Arbitraries.of("https://", "http://", "http://", "http://", "com.example:/", "javascript:", "HTTP://");
        Arbitrary<String> hosts =
                Arbitraries.of("client.example", "127.0.0.1", "127.0.0.2", "localhost", "[::1]", "a@127.0.0.1", "");
        Arbitrary<String> ports = Arbitraries.of("", ":", ":1", ":80", ":080", ":49153", ":65536");
        Arbitrary<String> paths = Arbitraries.of("", "/", "/cb", "/CB", "/cb/", "/../cb", "/%2e", "/a:1", "\\cb");
        Arbitrary<String> queries = Arbitraries.of("", "", "?", "?x=1", "?x=:80", "#", "?x=1#f", "\u0000");
        return Combinators.combine(schemes, hosts, ports, paths, queries)
                .as((scheme, host, port, path, query) -> scheme + host + port + path + query);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example/cb, true",
        "https://mcp.example:443/cb, true",
        "https://MCP.example/cb, true",
        "https://mcp.example:8443/cb, false",
        "https://other.example/cb, false",
        "com.example.app:/cb, false",
    })
    void knowsAHostWithAndWithoutTheUsualPort(String uri, boolean there) {
        assertThat(new RedirectUri(uri).isAt("mcp.example")).isEqualTo(there);
    }
}
