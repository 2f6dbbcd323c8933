package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.BOB;
import static io.mxcp.bootstrap.e2e.Person.CLEO;
import static io.mxcp.bootstrap.e2e.Person.DORA;
import static io.mxcp.bootstrap.e2e.Person.EMIL;
import static io.mxcp.bootstrap.e2e.Person.FAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens to people at a real Keycloak after they have signed in. Its access tokens live for seconds, so each refresh of ours, and
 * the first call with each of our access tokens, asks Keycloak for new ones.
 */
@ExtendWith(SharedKeycloak.class)
final class KeycloakAfterSignInIT {
    private static final int REFRESHES = 10;
    private static final String REFUSED = "REFRESH_TOKEN_ERROR";

    private static KeycloakServer keycloak;
    private static MxcpServer server;

    @BeforeAll
    static void serve(KeycloakServer shared, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        keycloak = shared;
        Project project = Project.create(folder, "config-keycloak.yml", 1000);
        server = MxcpServer.serve(project, shared, "--profile", "acme");
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.stop();
    }

    @Test
    void tellsSqlTheRolesAndGroupsThatThePersonHasNow() throws IOException, InterruptedException {
        SignedIn cleo = signIn(CLEO);
        JsonObject before = cleo.rights();
        assertThat(before.get("realm").getAsString()).isEqualTo("acme");
        assertThat(before.get("nothing").getAsString()).isEmpty();
        assertThat(list(before, "roles")).contains("analyst", "manager", "mxcp-hasty:reader");
        assertThat(list(before, "groups")).containsExactlyInAnyOrder("/sales", "/sales/north and south, too");

        KeycloakAdmin admin = keycloak.admin(KeycloakServer.REALM);
        admin.takeRealmRole(CLEO, "manager");
        admin.takeClientRole(CLEO, KeycloakServer.HASTY_CLIENT_ID, "reader");
        admin.takeGroup(CLEO, "/sales");

        JsonObject after = cleo.refreshed().rights();
        assertThat(list(after, "roles")).contains("analyst").doesNotContain("manager", "mxcp-hasty:reader");
        assertThat(list(after, "groups")).containsExactly("/sales/north and south, too");
    }

    /** Where refresh tokens are not rotated, Keycloak gives one back all the same. */
    @Test
    void goesOnForAsLongAsItIsRefreshed() throws IOException, InterruptedException {
        SignedIn bob = signIn(BOB);
        int refusedBefore = keycloak.admin(KeycloakServer.REALM).events(REFUSED);
        Set<String> seen = new HashSet<>();
        for (int refresh = 0; refresh < REFRESHES; refresh++) {
            bob = bob.refreshed();
            seen.add(bob.providerToken());
        }

        assertThat(seen).hasSize(REFRESHES);
        assertThat(keycloak.userInfo(bob.providerToken()).statusCode()).isEqualTo(200);
        assertThat(keycloak.admin(KeycloakServer.REALM).events(REFUSED)).isEqualTo(refusedBefore);
    }

    /** What ends a sign-in at Keycloak. */
    @FunctionalInterface
    private interface End {
        void happen(KeycloakAdmin admin, Person person) throws IOException, InterruptedException;
    }

    private static Stream<Arguments> ends() {
        End ended = KeycloakAdmin::endSessions;
        End disabled = KeycloakAdmin::disable;
        End deleted = KeycloakAdmin::delete;
        return Stream.of(
                arguments(named("ended", ended), DORA),
                arguments(named("disabled", disabled), EMIL),
                arguments(named("deleted", deleted), FAY));
    }

    /** The first of two clients learns it by a call, the second by a refresh; neither asks Keycloak again. */
    @ParameterizedTest
    @MethodSource("ends")
    void asksThePersonToSignInAgainWhereKeycloakEndedTheSignIn(End end, Person person)
            throws IOException, InterruptedException {
        SignedIn calling = signIn(person);
        SignedIn refreshing = signIn(person);
        KeycloakAdmin admin = keycloak.admin(KeycloakServer.REALM);
        String earlier = server.log();
        int refusedBefore = admin.events(REFUSED);

        end.happen(admin, person);

        HttpResponse<String> call = calling.call();
        assertThat(call.statusCode()).as(call.body()).isEqualTo(401);
        assertThat(call.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"", "sign in again", "resource_metadata=");
        isRefusedWithSignInAgain(refreshing.refresh());
        assertThat(admin.events(REFUSED)).isEqualTo(refusedBefore + 2);

        assertThat(calling.call().statusCode()).isEqualTo(401);
        isRefusedWithSignInAgain(calling.refresh());
        assertThat(refreshing.call().statusCode()).isEqualTo(401);
        isRefusedWithSignInAgain(refreshing.refresh());
        assertThat(admin.events(REFUSED)).as("Keycloak was asked again").isEqualTo(refusedBefore + 2);
        assertThat(server.logged(earlier, "the provider's tokens were not renewed", 2))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("GRANT_REFUSED", "invalid_grant"));
        assertThat(server.logged(earlier, "grant ended", 2)).hasSize(2);
    }

    @Test
    void saysTryAgainWhileKeycloakHangsAndGoesOnWhereItWasAfterwards() throws IOException, InterruptedException {
        SignedIn bob = signIn(BOB);
        String before = bob.providerToken();
        String earlier = server.log();

        HttpResponse<String> refused;
        keycloak.pause();
        try {
            refused = bob.refresh();
        } finally {
            keycloak.goOn();
        }

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(ScriptedClient.json(refused).get("error").getAsString()).isEqualTo("temporarily_unavailable");
        assertThat(server.logged(earlier, "the provider's tokens were not renewed", 1))
                .singleElement()
                .asString()
                .contains("UNREACHABLE");
        SignedIn later = bob.refreshed();
        assertThat(later.rights().get("username").getAsString()).isEqualTo("bob");
        assertThat(later.providerToken()).isNotEqualTo(before);
        // both calls since: what came before them is written by now
        assertThat(server.logged(earlier, "tool called", 2)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(server.log().substring(earlier.length())).doesNotContain("grant ended");
    }

    private static void isRefusedWithSignInAgain(HttpResponse<String> refresh) {
        assertThat(refresh.statusCode()).as(refresh.body()).isEqualTo(400);
        JsonObject answer = ScriptedClient.json(refresh);
        assertThat(answer.get("error").getAsString()).isEqualTo("invalid_grant");
        assertThat(answer.get("error_description").getAsString()).contains("sign in again");
    }

    private static SignedIn signIn(Person person) throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        return SignedIn.by(client, client.signIn(person));
    }

    private static List<String> list(JsonObject rights, String name) {
        return JsonParser.parseString(rights.get(name).getAsString()).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}
