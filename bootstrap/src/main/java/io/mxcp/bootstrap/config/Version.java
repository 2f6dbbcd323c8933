package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import java.util.List;
import java.util.Set;

/** The version of the file format, {@code mxcp: 1}; it may be left out. */
public final class Version {
    /** The key that names it. */
    public static final Key KEY = Key.of(
                    "mxcp", new Value.Choice(List.of("1", "1.0", "1.0.0")), "Version of the format.")
            .or("1");

    private static final Set<String> KNOWN = Set.of("1", "1.0", "1.0.0");

    private Version() {}

    /** Tells a version that this program does not know. */
    public static void check(YamlMap top) {
        top.get("mxcp")
                .ifPresent(node -> node.text()
                        .filter(version -> !KNOWN.contains(version))
                        .ifPresent(
                                version -> node.error("this version of the format is not known; the known one is 1")));
    }
}
