package io.mxcp.http;

import io.mxcp.domain.grant.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The name of this server, for one request: from the configuration, or with a trusted proxy in front from what that says; never from
 * a header that anybody can send (T42). Safe for use by many threads.
 */
public final class PublicAddress {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> WILDCARDS = Set.of("", "0.0.0.0", "::", "[::]");

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern AFTER_HOST = Pattern.compile("(:\\d{1,5})?");

    private final Settings settings;
    private final Set<String> knownHosts;
    private volatile Issuer lastForwarded;

    /** With these settings. */
    public PublicAddress(Settings settings) {
        this.settings = settings;
        this.lastForwarded = settings.issuer();
        this.knownHosts = knownHosts(settings);
    }

    /**
     * What the configuration says.
     *
     * @param issuer the name, unless a trusted proxy gives another
     * @param fixed whether no proxy can: it was configured as the whole URL
     * @param publicHosts names, without port, under which the server may be reached besides its own
     * @param proxies whose forwarding headers count; absent: nobody's
     * @param loopback whether the server listens for its own machine only
     * @param origins web origins whose scripts may call {@code /mcp} besides our own and those on the person's machine
     */
    public record Settings(
            Issuer issuer,
            boolean fixed,
            Set<String> publicHosts,
            Optional<TrustedProxies> proxies,
            boolean loopback,
            Set<String> origins) {
        /** Copies the sets; names of hosts go to lower case, and origins lose the usual port. */
        public Settings {
            publicHosts = mapped(publicHosts, text -> text.toLowerCase(Locale.ROOT));
            origins = mapped(origins, PublicAddress::asBrowsersSay);
        }

        /** A server whose whole URL is configured, as {@link Issuer#ofBaseUrl} reads it. */
        public static Settings at(String baseUrl, boolean loopback) {
            return new Settings(Issuer.ofBaseUrl(baseUrl), true, Set.of(), Optional.empty(), loopback, Set.of());
        }

        /** A server that listens there; one that listens everywhere calls itself {@code localhost}. */
        public static Settings listening(String scheme, String host, int port, boolean loopback) {
            String name = WILDCARDS.contains(host) ? "localhost" : host;
            String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
            Issuer issuer = new Issuer(scheme + "://" + withPort(scheme, bracketed, port));
            return new Settings(issuer, false, Set.of(), Optional.empty(), loopback, Set.of());
        }

        /** The same, behind these proxies. */
        public Settings behind(TrustedProxies trusted) {
            return new Settings(issuer, fixed, publicHosts, Optional.of(trusted), loopback, origins);
        }

        /** The same, also reached under these names. */
        public Settings reachedAs(Set<String> hosts) {
            return new Settings(issuer, fixed, hosts, proxies, loopback, origins);
        }

        /** The same, also called by scripts of these web origins. */
        public Settings calledFrom(Set<String> allowed) {
            return new Settings(issuer, fixed, publicHosts, proxies, loopback, allowed);
        }
    }

    /** The name under which this request reached us. */
    public Issuer issuer(HttpServletRequest request) {
        if (settings.fixed() || !isForwarded(request)) {
            return settings.issuer();
        }
        String scheme = forwardedScheme(request).orElse(settings.issuer().isHttps() ? "https" : "http");
        String authority =
                forwardedAuthority(request, scheme).orElse(settings.issuer().displayHost());
        return forwarded(scheme + "://" + authority + settings.issuer().path());
    }

    /** Proxies mostly say the same name again, and each bearer token waits for it to be read. */
    private Issuer forwarded(String url) {
        Issuer last = lastForwarded;
        if (last.value().equals(url)) {
            return last;
        }
        Issuer issuer = Issuer.ofBaseUrl(url);
        lastForwarded = issuer;
        return issuer;
    }

    /**
     * The address of the client: the peer's, or behind trusted proxies the last one that is not such a proxy.
     *
     * @return an address literal
     */
    public String clientAddress(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        List<String> hops = values(request, "X-Forwarded-For");
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            if (Network.address(hops.get(i)).isEmpty()) {
                return address;
            }
            address = hops.get(i);
        }
        return address;
    }

    /**
     * Whether the host that the request names may be ours. Everything is, where no public name is known; the machine itself may
     * always ask, for its health checks.
     */
    public boolean isKnownHost(HttpServletRequest request) {
        return knownHosts.isEmpty() || isNamed(request) || isOwnAddress(request);
    }

    /**
     * Whether {@code /mcp} may answer to the host that the request names: a server for its own machine answers to names of that
     * machine only, or any web page could reach it by a name of its own that leads here (T43).
     */
    public boolean isAllowedHost(HttpServletRequest request) {
        return settings.loopback() ? isNamed(request) : isKnownHost(request);
    }

    /**
     * Whether {@code /mcp} may answer to scripts of the web page that sent the request: our own pages, those that the person's own
     * machine serves, and those of the configuration. A request without {@code Origin} comes from no web page.
     */
    public boolean isAllowedOrigin(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return origins.isEmpty() || (origins.size() == 1 && isAllowedOrigin(origins.get(0), request));
    }

    /** Whether the text is the web origin of our own pages (RFC 6454 §6.2). */
    public boolean isOwnOrigin(String origin, HttpServletRequest request) {
        return issuer(request).isOrigin(origin);
    }

    private boolean isAllowedOrigin(String origin, HttpServletRequest request) {
        String lower = asBrowsersSay(origin);
        return isOwnOrigin(origin, request) || settings.origins().contains(lower) || isLoopbackOrigin(lower);
    }

    /** In lower case, and without the port that is usual. */
    private static String asBrowsersSay(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        String usual = lower.startsWith("https://") ? ":443" : lower.startsWith("http://") ? ":80" : "";
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }

    private static boolean isLoopbackOrigin(String origin) {
        int host = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : 0;
        return host > 0
                && LOOPBACK_NAMES.contains(hostOf(origin.substring(host)))
                && AFTER_HOST
                        .matcher(origin.substring(
                                host + hostOf(origin.substring(host)).length()))
                        .matches();
    }

    private boolean isNamed(HttpServletRequest request) {
        String name = request.getServerName().toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(name) || knownHosts.contains(name);
    }

    private static boolean isOwnAddress(HttpServletRequest request) {
        return Network.address(request.getServerName()).equals(Network.address(request.getLocalAddr()));
    }

    private boolean isForwarded(HttpServletRequest request) {
        return isTrusted(request.getRemoteAddr());
    }

    private boolean isTrusted(String address) {
        return settings.proxies().filter(proxies -> proxies.trusts(address)).isPresent();
    }

    private static Optional<String> forwardedScheme(HttpServletRequest request) {
        return first(request, "X-Forwarded-Proto")
                .or(() -> first(request, "X-Forwarded-Scheme"))
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .filter(scheme -> scheme.equals("https") || scheme.equals("http"));
    }

    /** Host and port as the proxy was asked for them, if that is a name of ours. */
    private Optional<String> forwardedAuthority(HttpServletRequest request, String scheme) {
        String asked = first(request, "X-Forwarded-Host")
                .or(() -> Optional.ofNullable(request.getHeader("Host")))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        String host = hostOf(asked);
        if (!knownHosts.contains(host)) {
            return Optional.empty();
        }
        String port = asked.length() > host.length()
                ? asked.substring(host.length() + 1)
                : first(request, "X-Forwarded-Port").orElse("");
        boolean isPort =
                PORT.matcher(port).matches() && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= HIGHEST_PORT;
        return Optional.of(isPort ? withPort(scheme, host, Integer.parseInt(port)) : host);
    }

    private static String withPort(String scheme, String host, int port) {
        int usual = scheme.equals("https") ? 443 : 80;
        return port == usual ? host : host + ":" + port;
    }

    /** What stands before the port. */
    private static String hostOf(String authority) {
        int colon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private static Optional<String> first(HttpServletRequest request, String header) {
        return values(request, header).stream().findFirst();
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The configured names, and that of the issuer where it is one that others know. */
    private static Set<String> knownHosts(Settings settings) {
        Set<String> hosts = new LinkedHashSet<>(settings.publicHosts());
        String own = URI.create(settings.issuer().value()).getHost().toLowerCase(Locale.ROOT);
        boolean name = !LOOPBACK_NAMES.contains(own) && Network.address(own).isEmpty();
        if (name || (settings.fixed() && !LOOPBACK_NAMES.contains(own))) {
            hosts.add(own);
        }
        return Collections.unmodifiableSet(hosts);
    }

    private static Set<String> mapped(Set<String> texts, UnaryOperator<String> change) {
        Set<String> changed = new LinkedHashSet<>();
        texts.forEach(text -> changed.add(change.apply(text)));
        return Collections.unmodifiableSet(changed);
    }
}
