package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.endpoint.Parameter;
import java.util.List;
import java.util.Set;

/** The SQL of an endpoint, and where it was written. */
record SourceText(String sql, YamlNode place) {
    /** Tells every {@code $name} that no parameter declares. */
    void tellUndeclared(List<Parameter> parameters) {
        List<String> declared = parameters.stream().map(Parameter::name).toList();
        Set<String> used = SqlParameters.in(sql);
        used.stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> place.error(
                        "the SQL uses $" + name + ", which no parameter declares" + Nearest.hint(name, declared)));
    }
}
