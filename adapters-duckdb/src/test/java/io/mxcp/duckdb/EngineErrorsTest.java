package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineErrorsTest {
    private static QueryException of(String message) {
        WebReads web = new WebReads(
                new WebPermit(WebAccess.STANDARD, Optional.empty()), Engines.person("alice"), System.nanoTime());
        EngineErrors.Statement statement =
                new EngineErrors.Statement(Engines.person("alice"), AccessMode.READ_ONLY, web);
        return EngineErrors.of(new SQLException(message), statement, Optional.empty());
    }

    @Test
    void keepsTheSentenceAndTheHintAndDropsTheStatement() {
        assertThat(of("""
                        Catalog Error: Table with name thing does not exist!
                        Did you mean "things"?

                        LINE 1: SELECT * FROM thing
                                              ^^^^^""")).hasMessage("Catalog Error: Table with name thing does not exist! Did you mean \"things\"?");
    }

    @Test
    void dropsAJavaStackTrace() {
        assertThat(of("""
                        Invalid Input Error: java.lang.IllegalArgumentException: no
                        \tat io.mxcp.duckdb.UserFunctions.current(UserFunctions.java:52)
                        \tat org.duckdb.X.y(X.java:1)
                        """)).hasMessage("Invalid Input Error: java.lang.IllegalArgumentException: no");
    }

    @Test
    void saysInItsOwnWordsThatNobodyIsBound() {
        assertThat(
                        of(
                                "Invalid Input Error: java.lang.IllegalStateException: no user context on this thread\n\tat a.B.c(B.java:1)"))
                .hasMessageStartingWith("A user function was called where no user is known.");
    }

    @Test
    void scrubsTheTokenEvenWhereTheTextIsCut() {
        QueryException error = of("Conversion Error: " + "x".repeat(975) + "token-of-alice and more");
        assertThat(error.getMessage()).doesNotContain("token-of");
    }

    /** Seen: the text of another person's lease, where a value did not fit a nested type. */
    @Test
    void quotesNoValueOfCsv() {
        assertThat(of(
                        "Conversion Error: CSV Error on Line: 3\nError when converting column \"c\". Could not convert string"
                                + " \"some\"body's\" to 'INTEGER[][]'\n\nColumn c"))
                .hasMessage(
                        "Conversion Error: CSV Error on Line: 3 Error when converting column \"c\". Could not convert a"
                                + " value to 'INTEGER[][]' Column c");
    }

    @Test
    void tellsTheStatementThatCausedAFaultFromThoseAfterIt() {
        SQLException cause = new SQLException("FATAL Error: could not write the log");
        SQLException after = new SQLException(
                "FATAL Error: Failed: database has been invalidated because of a previous fatal error. Restart it.");
        assertThat(EngineErrors.isFault(cause)).isTrue();
        assertThat(EngineErrors.broken(cause).reason()).isEqualTo(Reason.FAILED);
        assertThat(EngineErrors.isFault(after)).isTrue();
        assertThat(EngineErrors.broken(after).reason()).isEqualTo(Reason.BUSY);
    }

    @Test
    void tellsReasonsApart() {
        assertThat(of("Out of Memory Error: could not allocate\n\nPossible solutions:\n* x")
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(of("Permission Error: Cannot access file \"x\"").reason()).isEqualTo(Reason.REFUSED);
        assertThat(of("INTERRUPT Error: Query exceeded maximum execution time").reason())
                .isEqualTo(Reason.TIMED_OUT);
        assertThat(of("Binder Error: x").reason()).isEqualTo(Reason.FAILED);
    }
}
