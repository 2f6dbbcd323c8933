package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.util.Optional;

/** What an endpoint is known by, and the place where it says so. */
record Name(String value, YamlNode place) {
    /** The text behind this key; one that is missing is told. */
    static Optional<Name> read(YamlMap endpoint, String key) {
        if (!endpoint.has(key)) {
            endpoint.node().error(key + " is missing");
        }
        return endpoint.get(key).flatMap(node -> node.text().map(text -> new Name(text, node)));
    }
}
