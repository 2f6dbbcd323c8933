package io.mxcp.bootstrap.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with all files of a start: errors, which prevent it, and warnings. For one thread. */
public final class Problems {
    private final List<Problem> errors;
    private final List<Problem> warnings;
    private final boolean shapeOnly;

    /** Nothing wrong yet. */
    public Problems() {
        this(new ArrayList<>(), new ArrayList<>(), false);
    }

    private Problems(List<Problem> errors, List<Problem> warnings, boolean shapeOnly) {
        this.errors = errors;
        this.warnings = warnings;
        this.shapeOnly = shapeOnly;
    }

    /** Adds a mistake that prevents the start. */
    public void error(Problem problem) {
        if (!shapeOnly) {
            errors.add(problem);
        }
    }

    /** Adds something the operator should know, which prevents nothing. */
    public void warning(Problem problem) {
        if (!shapeOnly) {
            warnings.add(problem);
        }
    }

    /** Adds all of another collection. */
    public void addAll(Problems others) {
        errors.addAll(others.errors);
        warnings.addAll(others.warnings);
    }

    /** What prevents the start, by file and place, each once. */
    public List<Problem> errors() {
        return errors.stream().distinct().sorted().toList();
    }

    /** What the operator should know, by file and place, each once. */
    public List<Problem> warnings() {
        return warnings.stream().distinct().sorted().toList();
    }

    /** Whether anything prevents the start. */
    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** One line that counts; absent if there are no errors. */
    public Optional<String> summary() {
        List<Problem> all = errors();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        long files = all.stream().map(Problem::file).distinct().count();
        return Optional.of(count(all.size(), "problem") + " in " + count(files, "file"));
    }

    /** The same collection for parts that are not in use: of them only mistakes of {@link #shape} count. */
    Problems shapeOnly() {
        return new Problems(errors, warnings, true);
    }

    /** Adds a mistake of keys, which counts whether or not the part is in use. */
    void shape(Problem problem) {
        errors.add(problem);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
