package io.mxcp.domain.scope;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A set of scopes in the order they were named (RFC 6749 §3.3). Immutable. */
public record Scopes(Set<Scope> values) {
    /** No scope at all. */
    public static final Scopes NONE = new Scopes(Set.of());

    /** Copies the set. */
    public Scopes {
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /** These scopes. */
    public static Scopes of(Scope... scopes) {
        return new Scopes(new LinkedHashSet<>(Arrays.asList(scopes)));
    }

    /** These scopes, duplicates folded. */
    public static Scopes of(Collection<Scope> scopes) {
        return new Scopes(new LinkedHashSet<>(scopes));
    }

    /**
     * Reads a space-separated list; blank text is no scope.
     *
     * @throws IllegalArgumentException if one of them is no scope token
     */
    public static Scopes parse(String text) {
        return of(Arrays.stream(text.split(" ", -1))
                .filter(Predicate.not(String::isEmpty))
                .map(Scope::new)
                .toList());
    }

    /** Each as it is written, in their order. */
    public Set<String> texts() {
        return values.stream().map(Scope::value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The scopes of both, ours first. */
    public Scopes union(Scopes other) {
        Set<Scope> all = new LinkedHashSet<>(values);
        all.addAll(other.values);
        return new Scopes(all);
    }

    /** Those of ours that the other set has too. */
    public Scopes intersect(Scopes other) {
        return of(values.stream().filter(other.values::contains).toList());
    }

    /** Those of ours that the other set lacks. */
    public Scopes minus(Scopes other) {
        return of(values.stream().filter(scope -> !other.values.contains(scope)).toList());
    }

    /** Whether all of the other set are among ours. */
    public boolean containsAll(Scopes other) {
        return values.containsAll(other.values);
    }

    /** Whether this is no scope at all. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The wire form: separated by one space. */
    @Override
    public String toString() {
        return values.stream().map(Scope::value).collect(Collectors.joining(" "));
    }
}
