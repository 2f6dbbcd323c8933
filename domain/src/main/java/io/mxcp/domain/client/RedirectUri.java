package io.mxcp.domain.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a client receives its answers (RFC 6749 §3.1.2): a text that was checked but never normalised, since two different
 * texts are two different addresses (RFC 9700 §2.1).
 *
 * <p>Good are {@code https}, {@code http} to a loopback host (RFC 8252 §7.3), and private-use schemes (RFC 8252 §7.1): those
 * with a dot, and a few that well-known editors use. Whatever a parser might read in two ways is refused: user info,
 * fragments, dot segments, backslashes, encoded slashes and dots in the path, anything but printable ASCII.
 */
public record RedirectUri(String value) {
    private static final int MAX_LENGTH = 2048;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern AMBIGUOUS_PATH = Pattern.compile("(?i)%2f|%5c|%2e|%00");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Set<String> EDITOR_SCHEMES =
            Set.of("cursor", "vscode", "vscode-insiders", "windsurf", "zed", "claude", "raycast", "warp");
    private static final Set<String> NEVER =
            Set.of("javascript", "data", "blob", "file", "vbscript", "about", "ftp", "ws", "wss", "http", "https");

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if no answer may go there; the message says why
     */
    public RedirectUri {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a redirect URI has at most " + MAX_LENGTH + " characters");
        }
        if (!PRINTABLE.matcher(value).matches() || value.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a redirect URI is printable ASCII without space and backslash");
        }
        check(parse(value));
    }

    /**
     * Whether an answer may go to the asked URI because this one is registered: equal to the byte, save that the port of an
     * {@code http} loopback address is free (RFC 8252 §7.3).
     */
    public boolean covers(RedirectUri asked) {
        return value.equals(asked.value) || (isLoopback() && withoutPort(value).equals(withoutPort(asked.value)));
    }

    /** Whether this is an {@code http} address of the machine that the browser runs on: any program there may listen. */
    public boolean isLoopback() {
        URI uri = URI.create(value);
        return "http".equalsIgnoreCase(uri.getScheme()) && isLoopbackHost(uri.getHost());
    }

    /** What to show of it to a person: the host, or the scheme where there is none. */
    public String displayHost() {
        URI uri = URI.create(value);
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            return uri.getScheme() + ":";
        }
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    @Override
    public String toString() {
        return value;
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a redirect URI must be a valid URI");
        }
    }

    private static void check(URI uri) {
        if (uri.getScheme() == null || uri.isOpaque()) {
            throw new IllegalArgumentException("a redirect URI must be absolute, such as https://host/path");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a redirect URI must have no fragment");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw new IllegalArgumentException("a redirect URI must have no user info");
        }
        checkPath(uri.getRawPath());
        checkScheme(uri, uri.getScheme().toLowerCase(Locale.ROOT));
    }

    private static void checkPath(String path) {
        if (AMBIGUOUS_PATH.matcher(path).find()) {
            throw new IllegalArgumentException("the path of a redirect URI must have no encoded slash or dot");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("the path of a redirect URI must have no dot segment");
            }
        }
    }

    private static void checkScheme(URI uri, String scheme) {
        switch (scheme) {
            case "https" -> checkHost(uri);
            case "http" -> {
                checkHost(uri);
                if (!isLoopbackHost(uri.getHost())) {
                    throw new IllegalArgumentException("http is allowed for loopback hosts only; use https");
                }
            }
            default -> checkPrivateUse(scheme);
        }
    }

    private static void checkHost(URI uri) {
        if (uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException("a redirect URI needs a plain ASCII host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("a redirect URI needs a port from 1 to 65535, or none");
        }
    }

    private static void checkPrivateUse(String scheme) {
        if (NEVER.contains(scheme) || (!scheme.contains(".") && !EDITOR_SCHEMES.contains(scheme))) {
            throw new IllegalArgumentException(
                    "the scheme of a redirect URI must be https, http (loopback) or a private-use one with a dot");
        }
    }

    private static boolean isLoopbackHost(String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || IPV4_LOOPBACK.matcher(host).matches());
    }

    /** The text with its port cut out, everything else to the byte. */
    private static String withoutPort(String text) {
        URI uri = URI.create(text);
        if (uri.getPort() < 0) {
            return text;
        }
        String authority = uri.getRawAuthority();
        int start = text.indexOf(authority);
        String host = authority.substring(0, authority.lastIndexOf(':'));
        return text.substring(0, start) + host + text.substring(start + authority.length());
    }
}
