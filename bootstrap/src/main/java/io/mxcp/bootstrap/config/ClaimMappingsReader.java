package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.domain.provider.ClaimMappings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code claim_mappings}: claim path, then value, then a capability or a list of them. */
final class ClaimMappingsReader {
    private ClaimMappingsReader() {}

    static ClaimMappings read(YamlMap section) {
        Map<String, Map<String, List<String>>> byPath = new LinkedHashMap<>();
        for (String path : section.names()) {
            section.map(path).ifPresent(values -> byPath.put(path, byValue(values)));
        }
        return new ClaimMappings(byPath);
    }

    private static Map<String, List<String>> byValue(YamlMap values) {
        Map<String, List<String>> capabilities = new LinkedHashMap<>();
        for (String value : values.names()) {
            capabilities.put(value, values.texts(value));
        }
        return capabilities;
    }
}
