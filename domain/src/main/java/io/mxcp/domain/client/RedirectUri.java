package io.mxcp.domain.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final Pattern AMBIGUOUS_PATH = Pattern.compile("(?i)%(2f|5c|2e|[01][0-9a-f]|7f)");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    /** Nothing, zero, or a number that another parser may read as another. */
    private static final Pattern ODD_PORT = Pattern.compile(":(0\\d*)?$");

    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");
    private static final Set<String> EDITOR_SCHEMES =
            Set.of("cursor", "vscode", "vscode-insiders", "windsurf", "zed", "claude", "raycast", "warp");
    private static final Set<String> NEVER =
            Set.of("javascript", "data", "blob", "file", "vbscript", "about", "ftp", "ws", "wss", "http", "https");

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if no answer may go there; the message is {@link #faultOf}
     */
    public RedirectUri {
        faultOf(value).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /** Why no answer may go to this text, as a sentence for the client's developer; nothing if it is a good redirect URI. */
    public static Optional<String> faultOf(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.of("a redirect URI has at most " + MAX_LENGTH + " characters");
        }
        if (!PRINTABLE.matcher(value).matches() || value.indexOf('\\') >= 0) {
            return Optional.of("a redirect URI is printable ASCII without space and backslash");
        }
        try {
            return fault(new URI(value));
        } catch (URISyntaxException e) {
            return Optional.of("a redirect URI must be a valid URI");
        }
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

    /** Whether it leads to this host and port, whatever its scheme and path; the usual port of its scheme counts as none. */
    public boolean isAt(String hostAndPort) {
        URI uri = URI.create(value);
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return hostAndPort.equalsIgnoreCase(
                URI.create(uri.getPort() == usual ? withoutPort(value) : value).getRawAuthority());
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

    private static Optional<String> fault(URI uri) {
        if (uri.getScheme() == null || uri.isOpaque()) {
            return Optional.of("a redirect URI must be absolute, such as https://host/path");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("a redirect URI must have no fragment");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            return Optional.of("a redirect URI must have no user info");
        }
        return pathFault(uri.getRawPath())
                .or(() -> schemeFault(uri, uri.getScheme().toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> pathFault(String path) {
        if (AMBIGUOUS_PATH.matcher(path).find()) {
            return Optional.of("the path of a redirect URI must have no encoded slash, dot or control");
        }
        return List.of(path.split("/", -1)).stream().anyMatch(DOT_SEGMENTS::contains)
                ? Optional.of("the path of a redirect URI must have no dot segment")
                : Optional.empty();
    }

    private static Optional<String> schemeFault(URI uri, String scheme) {
        return switch (scheme) {
            case "https" -> hostFault(uri);
            case "http" ->
                isLoopbackHost(uri.getHost())
                        ? hostFault(uri)
                        : Optional.of("http is allowed for loopback hosts only; use https");
            default -> privateUseFault(scheme);
        };
    }

    private static Optional<String> hostFault(URI uri) {
        if (uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
            return Optional.of("a redirect URI needs a plain ASCII host");
        }
        return ODD_PORT.matcher(uri.getRawAuthority()).find() || uri.getPort() > 65535
                ? Optional.of("a redirect URI needs a port from 1 to 65535, or none")
                : Optional.empty();
    }

    private static Optional<String> privateUseFault(String scheme) {
        boolean known = scheme.contains(".") || EDITOR_SCHEMES.contains(scheme);
        return known && !NEVER.contains(scheme)
                ? Optional.empty()
                : Optional.of(
                        "the scheme of a redirect URI must be https, http (loopback) or a private-use one with a dot");
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
