package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many people on one server at the same time, over a table that takes several engine threads. */
@ExtendWith(SharedKeycloak.class)
final class CrossingIT {
    private static final int PEOPLE = KeycloakServer.INVENTED_PEOPLE;
    private static final int CALLS_EACH = 20;
    private static final int READINGS = 3_000_000;

    /** What one of the people was told. */
    private record Answer(int number, int status, JsonObject row) {}

    @Test
    void neverShowsOneOfManyPeopleARowOfAnother(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        Project project = Project.create(folder, "config.yml", READINGS);
        try (MxcpServer server = MxcpServer.serve(project, keycloak)) {
            ScriptedClient client = ScriptedClient.register(server.base(), "");
            List<String> tokens = inParallel(
                    4,
                    IntStream.range(0, PEOPLE)
                            .mapToObj(number -> (Callable<String>) () -> accessToken(client, number))
                            .toList());

            List<Answer> answers = inParallel(PEOPLE, shuffledCalls(client, tokens));

            assertThat(answers).hasSize(PEOPLE * CALLS_EACH).allSatisfy(CrossingIT::isAboutTheOneWhoAsked);
        }
    }

    private static void isAboutTheOneWhoAsked(Answer answer) {
        Person person = Person.numbered(answer.number());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.row().get("username").getAsString()).isEqualTo(person.username());
        assertThat(answer.row().get("email").getAsString()).isEqualTo(person.email());
        assertThat(answer.row().get("lowest_owner").getAsString()).isEqualTo(person.username());
        assertThat(answer.row().get("highest_owner").getAsString()).isEqualTo(person.username());
        assertThat(answer.row().get("readings").getAsInt()).isEqualTo(Project.readingsOf(answer.number(), READINGS));
    }

    private static String accessToken(ScriptedClient client, int number) throws IOException, InterruptedException {
        HttpResponse<String> tokens = client.redeem(client.signIn(Person.numbered(number)));
        return ScriptedClient.json(tokens).get("access_token").getAsString();
    }

    private static List<Callable<Answer>> shuffledCalls(ScriptedClient client, List<String> tokens) {
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int number = 0; number < PEOPLE; number++) {
            int asking = number;
            Callable<Answer> call = () -> {
                HttpResponse<String> answer = client.call(tokens.get(asking), "my_readings");
                return new Answer(asking, answer.statusCode(), ScriptedClient.row(answer));
            };
            calls.addAll(Collections.nCopies(CALLS_EACH, call));
        }
        Collections.shuffle(calls, new Random(42));
        return calls;
    }

    private static <T> List<T> inParallel(int threads, List<Callable<T>> work)
            throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : executor.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
