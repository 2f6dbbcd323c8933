package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** T67: many at once over a large table, several engine threads, and nobody ever sees a row of another. */
class ManyPeopleTest {
    private static final int PEOPLE = 50;
    private static final int CALLS = 20;
    private static final long ROWS = 3_000_000;
    private static final long FEWER_ROWS = 100_000;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.open(DuckDbSettings.inMemory()
                .withEngine(4, 1024L * 1024 * 1024)
                .withContexts(PEOPLE, Duration.ofSeconds(60)));
        for (long rows : List.of(ROWS, FEWER_ROWS)) {
            Engines.write(
                    engine,
                    "CREATE TABLE notes_" + rows + " AS SELECT 'person-' || (i % " + PEOPLE
                            + ") AS owner, i FROM range(" + rows + ") t(i)");
        }
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @Test
    void givesEachTheirOwnRowsOfManyAndNoOthers() throws Exception {
        requireOwnRows(ROWS, PEOPLE);
    }

    @Test
    void givesEachTheirOwnRowsInManyCallsAtOnce() throws Exception {
        requireOwnRows(FEWER_ROWS, PEOPLE * CALLS);
    }

    private static void requireOwnRows(long rows, int calls) throws Exception {
        String ownRows = "SELECT get_username(), get_user_email(), min(owner), max(owner), count(*) FROM notes_" + rows
                + " WHERE owner = get_username()";
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Future<List<Object>>> answers = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                String name = "person-" + call % PEOPLE;
                Sql sql = call % 3 == 0 ? new Sql.ByOperator(ownRows) : new Sql.ByCaller(ownRows);
                answers.add(threads.submit(() -> ask(name, sql)));
            }
            for (int call = 0; call < calls; call++) {
                String name = "person-" + call % PEOPLE;
                assertThat(answers.get(call).get())
                        .containsExactly(name, name + "@example.com", name, name, rows / PEOPLE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Object> ask(String name, Sql sql) throws Exception {
        return Engines.run(engine, Engines.person(name), AccessMode.READ_ONLY, sql, Map.of())
                .rows()
                .get(0);
    }

    @Test
    void filtersAllRowsWithTheNameThatEachRowWasAskedWith() throws Exception {
        assertThat(ask(
                        "person-7",
                        new Sql.ByOperator("SELECT count(*), count(DISTINCT u), min(u) FROM"
                                + " (SELECT get_username() || substr(owner, 1, 0) AS u FROM notes_" + ROWS + ")")))
                .containsExactly(ROWS, 1L, "person-7");
    }
}
