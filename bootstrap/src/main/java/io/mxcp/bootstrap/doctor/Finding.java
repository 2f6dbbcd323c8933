package io.mxcp.bootstrap.doctor;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param check its name
 * @param text what was seen; holds no secret
 * @param advice what to do about it, where something is to be done
 */
public record Finding(Level level, String check, String text, Optional<String> advice) {
    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Could not be told, or works but not for everybody. */
        WARNING,
        /** Signing in will fail. */
        PROBLEM
    }

    static Finding ok(String check, String text) {
        return new Finding(Level.OK, check, text, Optional.empty());
    }

    static Finding warning(String check, String text, String advice) {
        return new Finding(Level.WARNING, check, text, Optional.of(advice));
    }

    static Finding problem(String check, String text, String advice) {
        return new Finding(Level.PROBLEM, check, text, Optional.of(advice));
    }
}
