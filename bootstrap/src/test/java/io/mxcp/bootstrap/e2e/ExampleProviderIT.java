package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.fixture.ScriptedProvider;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The steps of "Add a provider in an afternoon" in {@code docs/providers.md}, with the project that it shows. */
final class ExampleProviderIT {
    private static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/none", "/none");
    private static final int FEWEST_CONTRACT_TESTS = 35;

    @Test
    void isBuiltTestedDroppedIntoAFolderAndUsed(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        ExampleProvider example = ExampleProvider.compile(folder.resolve("build"));

        TestExecutionSummary tests = example.test();
        assertThat(tests.getFailures()).isEmpty();
        assertThat(tests.getTestsSucceededCount()).isGreaterThan(FEWEST_CONTRACT_TESTS);

        Project project = Project.create(folder, "config-lighthouse.yml", 1000);
        Path plugins = project.home().resolve(".mxcp/plugins");
        example.packInto(plugins);
        try (ScriptedProvider lighthouse = ScriptedProvider.start(PATHS, InstantSource.system());
                MxcpServer server = MxcpServer.serve(project, variables(lighthouse, plugins))) {
            lighthouse.register(server.base().resolve("/lighthouse/callback"));
            ScriptedClient client = ScriptedClient.register(server.base(), "");
            String accessToken = ScriptedClient.json(client.redeem(signIn(client)))
                    .get("access_token")
                    .getAsString();

            JsonObject row = ScriptedClient.row(client.call(accessToken, "whoami"));

            assertThat(row.get("username").getAsString()).isEqualTo(ScriptedProvider.USERNAME);
            assertThat(row.get("email").getAsString()).isEqualTo("ann@acme.example");
            assertThat(row.get("provider").getAsString()).isEqualTo("lighthouse");
            assertThat(row.get("token").getAsString()).isNotEmpty();
        }
    }

    private static Map<String, String> variables(ScriptedProvider lighthouse, Path plugins) {
        return Map.of(
                "MXCP_PLUGINS", plugins.toString(),
                "LIGHTHOUSE_URL", lighthouse.base(),
                "LIGHTHOUSE_CLIENT_ID", ScriptedProvider.CLIENT_ID,
                "LIGHTHOUSE_CLIENT_SECRET", ScriptedProvider.CLIENT_SECRET.reveal());
    }

    /** The code that comes back to the client; this provider sends the person back at once. */
    static String signIn(ScriptedClient client) throws IOException, InterruptedException {
        ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
        ScriptedBrowser.Page consent = browser.open(client.authorizationUrl("state"));
        assertThat(consent.content()).contains("profile", "email");
        ScriptedBrowser.Page landed = browser.submit(consent.form(), Map.of("decision", "approve"));
        assertThat(landed.status()).as(landed.content()).isZero();
        return QueryString.parse(landed.address()).getOrDefault("code", "");
    }
}
