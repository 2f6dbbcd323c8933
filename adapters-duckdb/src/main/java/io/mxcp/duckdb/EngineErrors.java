package io.mxcp.duckdb;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes of the engine's error what a caller may see: its first sentences, without the statement, without a Java stack
 * trace, without the provider token.
 */
final class EngineErrors {
    private static final int LONGEST = 1_000;
    private static final String NO_CONTEXT = "IllegalStateException: no user context";
    private static final String READ_ONLY_TRANSACTION = "transaction is launched in read-only mode";
    private static final Pattern REST = Pattern.compile(
            "\\s*(\\n\\s*LINE \\d|\\n\\s*at [\\w.$]+\\(|\\n\\nPossible solutions|\\n\\s*Candidate functions).*",
            Pattern.DOTALL);

    /** At the beginning: what a statement gives to {@code error(…)} has the kind of an ordinary error before it. */
    private static final String FATAL = "FATAL Error";

    /** What is said while there is no engine. */
    static final String RESTARTING = "The query engine starts anew after a fault. Try again in a moment.";

    /** Where CSV does not fit a nested type, the engine (2.0.0) quotes memory that need not be of this document, nor of this person. */
    private static final Pattern VALUE_OF_CSV = Pattern.compile("Could not convert string \".*\" to '", Pattern.DOTALL);

    private EngineErrors() {}

    /** What failed: whose statement, in which mode, and what it read over HTTP. */
    record Statement(Identity identity, AccessMode mode, WebReads web) {}

    static QueryException of(SQLException error, Statement statement, Optional<Reason> stopped) {
        String message = message(error);
        Optional<QueryException> download = statement.web().takeFailure();
        if (message.startsWith("INTERRUPT Error") || (stopped.isPresent() && download.isPresent())) {
            return stopped(stopped.orElse(Reason.TIMED_OUT));
        } else if (download.isPresent() && message.contains(UserFunctions.DOWNLOAD_FAILED)) {
            return download.get();
        }
        if (message.contains(UserFunctions.TOO_DEEP)) {
            return tooDeep();
        }
        String shown = readable(statement.web().withoutPaths(scrub(message, statement.identity())));
        return statement.mode() == AccessMode.READ_ONLY && message.contains(READ_ONLY_TRANSACTION)
                ? QueryException.readOnly(shown.replace("\"\"", "\"")) // it quotes the name of the database twice
                : new QueryException(reason(message), shown);
    }

    /** Whether the engine itself is at fault, which may have ended it: it says so to everybody from then on. */
    static boolean isFault(SQLException error) {
        String message = message(error);
        return message.startsWith("INTERNAL Error") || message.startsWith(FATAL);
    }

    private static boolean isAfterFault(String message) {
        return message.startsWith(FATAL) && message.contains("has been invalidated because of a previous fatal");
    }

    /** What is said of a fault that ended the engine: to the statement that met it, and to those that ran beside it. */
    static QueryException broken(SQLException error) {
        return isAfterFault(message(error))
                ? new QueryException(Reason.BUSY, RESTARTING)
                : new QueryException(
                        Reason.FAILED,
                        "A fault of the query engine ended this statement, and the engine with it; a new one starts. Change the"
                                + " statement before you send it again.");
    }

    static QueryException tooDeep() {
        return new QueryException(
                Reason.TOO_LARGE, "The JSON is nested more than " + JsonDepth.DEEPEST + " levels deep.");
    }

    static QueryException stopped(Reason reason) {
        String message =
                reason == Reason.CANCELLED ? "The statement was cancelled." : "The statement took longer than allowed.";
        return new QueryException(reason, message);
    }

    private static String message(SQLException error) {
        String message = error.getMessage();
        return message == null ? "the engine failed without a message" : message;
    }

    private static Reason reason(String message) {
        if (message.startsWith("Out of Memory Error")) {
            return Reason.TOO_LARGE;
        } else if (message.startsWith("Permission Error")
                || message.contains("the configuration has been locked")
                || message.contains(READ_ONLY_TRANSACTION)
                || message.contains("is attached in read-only mode")) {
            return Reason.REFUSED;
        }
        return Reason.FAILED;
    }

    private static String readable(String message) {
        if (message.contains(NO_CONTEXT)) {
            return "A user function was called where no user is known. In a lambda over a column, use a value that was selected"
                    + " before: WITH me AS (SELECT get_username() AS name) …";
        }
        String quoted = message.contains("CSV Error on Line")
                ? VALUE_OF_CSV.matcher(message).replaceFirst("Could not convert a value to '")
                : message;
        String sentences = REST.matcher(quoted).replaceFirst("").strip().replaceAll("\\s*\\n\\s*", " ");
        return sentences.length() <= LONGEST ? sentences : sentences.substring(0, LONGEST) + "…";
    }

    /** Done before the text is cut: part of a token would not be found. */
    static String scrub(String text, Identity identity) {
        String token = identity.externalTokenText();
        return token.isEmpty() ? text : text.replace(token, "[token]");
    }
}
