package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The providers to choose from, by their type. */
record Providers(SortedMap<String, ProviderFactory> byType) {
    static final String NONE = "none";

    /** May be described in a file also where the jar of the provider is missing. */
    private static final Set<String> DOCUMENTED =
            Set.of("github", "atlassian", "salesforce", "keycloak", "google", "oidc");

    /** These; two of one type are a mistake, since nobody could tell which one a file means. */
    static Providers of(List<ProviderFactory> factories, Problems problems) {
        SortedMap<String, ProviderFactory> byType = new TreeMap<>();
        for (ProviderFactory factory : factories) {
            String type = factory.type().value();
            if (type.equals(NONE) || byType.putIfAbsent(type, factory) != null) {
                problems.error(Problem.of("class path", "there are two providers of the type '" + type + "'"));
            }
        }
        return new Providers(Collections.unmodifiableSortedMap(byType));
    }

    Optional<ProviderFactory> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** What {@code auth.provider} may say. */
    Set<String> choices() {
        Set<String> choices = new TreeSet<>(byType.keySet());
        choices.add(NONE);
        return choices;
    }

    /** The sections that {@code auth} may have: a file may describe providers that it does not use. */
    Set<String> sections() {
        Set<String> sections = new TreeSet<>(byType.keySet());
        sections.addAll(DOCUMENTED);
        return sections;
    }
}
