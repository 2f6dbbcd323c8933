package io.mxcp.http.oauth;

import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two cookies that bind a flow to a browser (T14, T16): one that the consent page's anti-forgery tokens hang on, and one for each
 * flow that the person approved, so that two at a time do not disturb each other. No script sees them; over https their name confines
 * them to this host (RFC 6265bis, {@code __Host-}).
 */
final class Cookies {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int FLOW_NAME_CHARACTERS = 8;

    private Cookies() {}

    /** What the browser got with a consent page. */
    static Optional<Secret> browser(HttpServletRequest request, Issuer issuer) {
        return value(request, browserName(issuer));
    }

    /** Sets what the consent page hangs on, for as long as the browser runs. */
    static void setBrowser(HttpServletResponse response, Issuer issuer, Secret browser) {
        set(response, issuer, browserName(issuer), browser.reveal(), "");
    }

    /** What the browser got when this flow was approved. */
    static Optional<Secret> flow(HttpServletRequest request, Issuer issuer, Secret state) {
        return value(request, flowName(issuer, state));
    }

    /** Binds an approved flow to this browser for the time that it may take. */
    static void setFlow(HttpServletResponse response, Issuer issuer, Secret state, Secret browser, Duration life) {
        set(response, issuer, flowName(issuer, state), browser.reveal(), "; Max-Age=" + life.toSeconds());
    }

    /** Removes a flow's cookie. */
    static void clearFlow(HttpServletResponse response, Issuer issuer, Secret state) {
        set(response, issuer, flowName(issuer, state), "", "; Max-Age=0");
    }

    private static void set(HttpServletResponse response, Issuer issuer, String name, String value, String life) {
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + life + (issuer.isHttps() ? "; Secure" : ""));
    }

    private static String browserName(Issuer issuer) {
        return prefix(issuer) + "mxcp-browser";
    }

    private static String flowName(Issuer issuer, Secret state) {
        String hash = HexFormat.of().formatHex(SecretHash.of(state).bytes());
        return prefix(issuer) + "mxcp-flow-" + hash.substring(0, FLOW_NAME_CHARACTERS);
    }

    /** A browser takes cookies of this prefix over https only. */
    private static String prefix(Issuer issuer) {
        return issuer.isHttps() ? "__Host-" : "";
    }

    /** The value of the one cookie of this name; nothing if somebody else put a second one beside it. */
    private static Optional<Secret> value(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders("Cookie")).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .distinct()
                .toList();
        return values.size() == 1 && VALUE.matcher(values.get(0)).matches()
                ? Optional.of(Secret.of(values.get(0)))
                : Optional.empty();
    }
}
