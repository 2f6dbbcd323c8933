package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that {@code mxcp serve} does not start with: S3, S12, D5, P18, P21, P22. */
@Timeout(60) // a server that starts all the same would run on
class RefusedStartTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            provider: github, github: {client_id: a, client_secret: b}, persistence: {type: redis} \
            | auth.persistence.type: unsupported persistence type 'redis'; supported: sqlite
            provider: github, github: {client_id: a, client_secret: b}, persistence: {type: sqlite, key: hush} \
            | auth.persistence.key: not a key
            provider: github, github: {client_id: a} \
            | auth.github: GitHub OAuth configuration is incomplete: client_secret is missing
            provider: atlassian, atlassian: {client_id: a} \
            | auth.atlassian: Atlassian OAuth configuration is incomplete: client_secret is missing
            provider: salesforce, salesforce: {client_id: a} \
            | auth.salesforce: Salesforce OAuth configuration is incomplete: client_secret is missing
            provider: google, google: {client_id: a} \
            | auth.google: Google OAuth configuration is incomplete: client_secret is missing
            provider: keycloak, keycloak: {client_id: a, client_secret: b, realm: r} \
            | auth.keycloak: Keycloak OAuth configuration is incomplete: server_url is missing
            provider: oidc, oidc: {client_id: a, client_secret: b, issuer: 'https://sso.example', scope: profile email} \
            | auth.oidc: scope must contain openid
            provider: github, github: {client_id: a, client_secret: '${NOT_SET_HERE}'} \
            | auth.github.client_secret: Environment variable NOT_SET_HERE is not set
            provider: github, github: {client_id: a, client_secret: b, allowed_orgs: []} | auth.github.allowed_orgs: is empty
            provider: github, github: {client_id: a, client_secret: b, allowed_orgs: ''} | auth.github.allowed_orgs: is empty
            provider: github, github: {client_id: a, client_secret: b, authorize_params: {}} \
            | auth.github.authorize_params: is empty
            """)
    void saysWhatPreventsTheStart(String auth, String said) throws IOException {
        SignInProject project = new SignInProject(root).auth("{" + auth + "}\n");
        StringWriter err = new StringWriter();

        assertThat(serve(project, err)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("config.yml:", said, "1 problem in 1 file")
                .doesNotContain("hush");
    }

    private static int serve(SignInProject project, StringWriter err) {
        List<ProviderFactory> providers = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), "test");
        Service service = new Service(terminal, providers);
        return new Commands(project.surroundings(), providers, service.all(), terminal).run("serve", "--port", "0");
    }

    /** S12, as a process of its own. */
    @Test
    void tellsAllMistakesOfAFileAtOnceWithTheirPlacesAndEnds() throws Exception {
        new SignInProject(root).config("""
                mxcp: 1
                transport:
                  http: {prt: 8000, scheme: ftp}
                projects:
                  my_project:
                    profiles:
                      dev:
                        auth:
                          provider: githb
                          clients:
                            - {client_id: c, redirect_uri: ['https://a.example/cb']}
                            - {redirect_uris: ['http://a.example/cb']}
                          persistance: {type: sqlite}
                          authorization: {required_scope: []}
                """);
        Process process = serve();
        String said = Files.readString(root.resolve("output"));

        assertThat(process.exitValue()).isEqualTo(1);
        String file = root.toRealPath().resolve("home/.mxcp/config.yml").toString();
        String auth = " projects.my_project.profiles.dev.auth.";
        for (String problem : List.of(
                ":3:10 transport.http.prt: unknown key 'prt'; did you mean 'port'?",
                ":3:29 transport.http.scheme: must be http or https",
                ":9:21" + auth + "provider: unknown provider 'githb'",
                ":11:30" + auth + "clients[0].redirect_uri: unknown key 'redirect_uri'; did you mean 'redirect_uris'?",
                ":12:15" + auth + "clients[1]: client_id is missing",
                ":12:32" + auth + "clients[1].redirect_uris[0]:",
                ":13:11" + auth + "persistance: unknown key 'persistance'; did you mean 'persistence'?",
                ":14:27" + auth
                        + "authorization.required_scope: unknown key 'required_scope'; did you mean 'required_scopes'?")) {
            assertThat(said).contains("error: " + file + problem);
        }
        assertThat(said).contains("8 problems in 1 file").doesNotContain("MXCP serves");
    }

    private Process serve() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(java, "-cp", System.getProperty("java.class.path"), "io.mxcp.bootstrap.Main", "serve"))
                .directory(root.resolve("project").toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(root.toFile(), "output"));
        builder.environment().put("HOME", root.toRealPath().resolve("home").toString());
        Process process = builder.start();
        if (!process.waitFor(45, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it runs on");
        }
        return process;
    }
}
