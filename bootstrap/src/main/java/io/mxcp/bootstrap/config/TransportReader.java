package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.grant.Issuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code transport}. */
final class TransportReader {
    private static final Pattern NETWORK =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(/\\d{1,3})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?");

    private TransportReader() {}

    static Transport read(YamlMap section) {
        section.get("provider").ifPresent(TransportReader::checkProvider);
        Transport transport = section.map("http").map(TransportReader::http).orElse(Transport.DEFAULT);
        section.refuseOthers();
        return transport;
    }

    private static void checkProvider(YamlNode node) {
        node.text()
                .filter(name -> !name.equals("streamable-http"))
                .ifPresent(name -> node.error("this transport is not offered; use streamable-http"));
    }

    private static Transport http(YamlMap http) {
        Transport usual = Transport.DEFAULT;
        Transport transport = new Transport(
                http.get("host")
                        .flatMap(node -> node.parsed(TransportReader::host))
                        .orElse(usual.host()),
                http.get("port")
                        .flatMap(node -> node.wholeNumber(0, 65_535))
                        .map(Long::intValue)
                        .orElse(usual.port()),
                http.get("scheme")
                        .flatMap(node -> node.parsed(TransportReader::scheme))
                        .orElse(usual.scheme()),
                http.get("base_url")
                        .flatMap(node ->
                                node.parsed(text -> Issuer.ofBaseUrl(text).value())),
                matching(http, "public_host", NAME, "must be a host name without scheme and port"),
                matching(http, "allowed_origins", ORIGIN, "must be an origin such as https://app.example.com"),
                http.flag("trust_proxy", false),
                matching(http, "trusted_proxies", NETWORK, "must be an IP address or a network such as 10.0.0.0/8"));
        http.get("stateless")
                .flatMap(YamlNode::text)
                .filter(List.of("false", "no", "off")::contains)
                .ifPresent(no -> http.node().warning("stateless: false has no effect: there are never sessions"));
        http.refuseOthers();
        return transport;
    }

    private static String host(String text) {
        String message = "must be a host name or an IP address, without scheme and port";
        checked(text, HOST, message);
        Transport usual = Transport.DEFAULT;
        try {
            PublicUrl.of(new Transport(
                    text, usual.port(), usual.scheme(), Optional.empty(), List.of(), List.of(), false, List.of()));
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String scheme(String text) {
        if (!text.equals("http") && !text.equals("https")) {
            throw new IllegalArgumentException("must be http or https");
        }
        return text;
    }

    /** The texts behind this key that have this form; a single text counts as a list of one. */
    private static List<String> matching(YamlMap http, String key, Pattern form, String message) {
        List<String> texts = new ArrayList<>();
        for (YamlNode node : http.elements(key)) {
            node.parsed(text -> checked(text, form, message)).ifPresent(texts::add);
        }
        return texts;
    }

    private static String checked(String text, Pattern form, String message) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(message);
        }
        return text;
    }
}
