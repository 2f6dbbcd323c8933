package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What SQL may read over https, besides the interfaces of the person's own provider.
 *
 * @param hosts names in lower case, {@code *.} before one for all below it, {@code :port} behind it for another port than 443,
 *     {@code http://} before one of this machine's own
 * @param privateAddresses whether they may lie inside a private network or on this machine, the latter by plain http too
 */
public record WebConfig(List<String> hosts, boolean privateAddresses) {
    /** Nothing. */
    public static final WebConfig NONE = new WebConfig(List.of(), false);

    private static final Pattern HOST = Pattern.compile(
            "(http://(?=localhost|127\\.|\\[::1]))?((\\*\\.)?[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    /** Copies the list. */
    public WebConfig {
        hosts = List.copyOf(hosts);
    }

    static WebConfig read(YamlMap section) {
        List<String> hosts = new ArrayList<>();
        for (YamlNode node : section.elements("allowed_hosts")) {
            node.parsed(WebConfig::host).ifPresent(hosts::add);
        }
        boolean privateAddresses = section.flag("private_addresses", false);
        if (!privateAddresses && hosts.stream().anyMatch(host -> host.startsWith("http://"))) {
            section.node().error("http:// in allowed_hosts needs private_addresses: true");
        }
        section.refuseOthers();
        return new WebConfig(hosts, privateAddresses);
    }

    private static String host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "must be a host such as api.example.com, *.example.com or api.example.com:8443, without https://; this machine's"
                            + " own may be http://localhost:8080");
        }
        return host;
    }
}
