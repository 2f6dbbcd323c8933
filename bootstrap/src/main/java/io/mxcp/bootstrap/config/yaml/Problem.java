package io.mxcp.bootstrap.config.yaml;

import java.util.Comparator;

/**
 * One mistake in one file. Prints as {@code config.yml:12:9 transport.http.prt: unknown key 'prt'; did you mean 'port'?}
 *
 * @param file as the operator knows it
 * @param line from 1; 0 if it concerns the whole file
 * @param column from 1; 0 if it concerns the whole file
 * @param path the keys that lead to it, separated by dots; empty at the top
 * @param message what is wrong, and what to do
 */
public record Problem(String file, int line, int column, String path, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::path)
            .thenComparing(Problem::message);

    /** A problem of a whole file, or of something that is no file, such as an environment variable. */
    public static Problem of(String file, String message) {
        return new Problem(file, 0, 0, "", message);
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? place + ": " + message : place + " " + path + ": " + message;
    }
}
