package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What the log tells of sign-ins, by the number that the answer and the error page show. */
class SignInLogTest {
    private static final String NOBODYS = "mxcp_at_nobody-has-this-token";

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.mxcp.http");
    private final LogLines log = new LogLines();

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        realm = Realm.start(InstantSource.system());
        project = new SignInProject(root)
                .tool("broken", "SELECT CAST('no number' AS INTEGER) AS n")
                .tool("quoting", "SELECT error(chr(34) || 'a' || chr(34) || ' and ''b'' and ''c') AS n");
        realm.servedAt(project.address());
        server = project.auth(realm.section()).start();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        realm.close();
    }

    @AfterEach
    void leave() {
        ours.setLevel(null);
        log.close();
    }

    /** What anybody can provoke, one of each kind: who asks, what is refused, and what is told of it. */
    private enum Refusal {
        UNKNOWN_CLIENT("/authorize refused: invalid_client", "client=\"stranger?<b>\"") {
            @Override
            Answer provoke() throws Exception {
                return stranger().asking("client_id", "stranger\n<b>").authorize();
            }
        },
        UNREGISTERED_URI("/authorize refused: invalid_request", "redirect=\"evil.example\"") {
            @Override
            Answer provoke() throws Exception {
                return Visitor.registering(project.address())
                        .asking("redirect_uri", "https://evil.example/cb?secret=hidden")
                        .authorize();
            }
        },
        NO_CHALLENGE("/authorize refused: invalid_request, code_challenge is missing", "redirect=\"client.example\"") {
            @Override
            Answer provoke() throws Exception {
                return Visitor.registering(project.address())
                        .asking("code_challenge", "")
                        .authorize();
            }
        },
        UNKNOWN_STATE("/keycloak/callback refused: invalid_request, Invalid state parameter", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().get("/keycloak/callback?code=hidden-code&state=hidden-state");
            }
        },
        FOREIGN_FORM("/consent refused: invalid_request, the form was not sent by the page", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().post("/consent", "application/x-www-form-urlencoded", "flow=hidden&token=hidden");
            }
        },
        UNKNOWN_CODE("/token refused: invalid_grant, the code", "client=") {
            @Override
            Answer provoke() throws Exception {
                return Visitor.registering(project.address()).redeem("mxcp_ac_hidden");
            }
        },
        UNKNOWN_REFRESH_TOKEN("/token refused: invalid_grant, the refresh token", "client=") {
            @Override
            Answer provoke() throws Exception {
                return Visitor.registering(project.address()).refresh("mxcp_rt_hidden");
            }
        },
        UNKNOWN_CLIENT_AT_TOKEN("/token refused: invalid_client", "client=\"stranger\"") {
            @Override
            Answer provoke() throws Exception {
                return stranger().redeem("mxcp_ac_hidden");
            }
        },
        BAD_METADATA("/register refused: invalid_redirect_uri", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().register("{\"redirect_uris\": [\"http://evil.example/hidden\"]}");
            }
        },
        UNKNOWN_CLIENT_AT_REVOKE("/revoke refused: invalid_client", "client=\"stranger\"") {
            @Override
            Answer provoke() throws Exception {
                return stranger().revoke(NOBODYS);
            }
        },
        NO_TOKEN("/mcp refused: invalid_token, an access token is needed", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().call("", "broken");
            }
        },
        BAD_TOKEN("/mcp refused: invalid_token", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().call(NOBODYS, "broken");
            }
        },
        FOREIGN_ORIGIN("/mcp refused: access_denied, this host or web origin", "") {
            @Override
            Answer provoke() throws Exception {
                return stranger().sending("Origin", "https://evil.example").call("", "broken");
            }
        };

        private final String line;
        private final String fact;

        Refusal(String line, String fact) {
            this.line = line;
            this.fact = fact;
        }

        abstract Answer provoke() throws Exception;

        Visitor stranger() {
            return Visitor.with(project.address(), "stranger");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsInDetailOfEachRefusalUnderItsNumber(Refusal refusal) throws Exception {
        ours.setLevel(Level.DEBUG);

        Answer refused = refusal.provoke();

        assertThat(linesOf(refused))
                .singleElement()
                .asString()
                .startsWith("DEBUG request " + refused.header("X-Request-Id") + ": " + refusal.line)
                .contains(refusal.fact)
                .doesNotContain("hidden", NOBODYS, Visitor.CHALLENGE, Visitor.STATE, "\n");
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingOfItOtherwise(Refusal refusal) throws Exception {
        ours.setLevel(Level.INFO);

        assertThat(linesOf(refusal.provoke())).isEmpty();
    }

    @Test
    void letsASignInBeFollowed() throws Exception {
        ours.setLevel(Level.DEBUG);
        Visitor visitor = Visitor.registering(project.address());
        Answer page = visitor.authorize();
        Answer approved = visitor.decide(page, "approve");
        Answer back = visitor.get(Visitor.visit(approved));
        Answer tokens = visitor.redeem(back.parameter("code"));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(linesOf(page))
                .anySatisfy(line -> assertThat(line)
                        .contains("/authorize: asks the person", "client=\"" + visitor.clientId() + "\""));
        assertThat(linesOf(approved)).anySatisfy(line -> assertThat(line).contains("/consent: sent to the provider"));
        assertThat(linesOf(back))
                .anySatisfy(line -> assertThat(line)
                        .contains("/keycloak/callback: sent back with a code", "redirect=\"client.example\""))
                .anySatisfy(line -> assertThat(line).startsWith("INFO signed in"));
        assertThat(linesOf(tokens))
                .anySatisfy(line -> assertThat(line).contains("/token: answered", visitor.clientId()))
                .anySatisfy(line -> assertThat(line).startsWith("INFO tokens issued"));
        assertThat(log.read().toString())
                .doesNotContain(
                        Visitor.STATE,
                        Visitor.CHALLENGE,
                        page.field("flow"),
                        page.field("token"),
                        approved.parameter("state"),
                        back.parameter("code"),
                        tokens.json("access_token"),
                        tokens.json("refresh_token"));
    }

    @Test
    void tellsOfAWrongVerifier() throws Exception {
        ours.setLevel(Level.DEBUG);
        Visitor visitor = Visitor.registering(project.address()).asking("code_challenge", "A".repeat(43));
        Answer refused = visitor.redeem(visitor.signIn().parameter("code"));

        assertThat(linesOf(refused))
                .singleElement()
                .asString()
                .contains("/token refused: invalid_grant, ", "verifier", "client=\"" + visitor.clientId() + "\"");
    }

    /** The operator sees it without asking for detail, and under the number that the person may tell. */
    @Test
    void tellsOfTheProvidersErrorInAnyCase() throws Exception {
        ours.setLevel(Level.INFO);
        Visitor visitor = Visitor.registering(project.address());
        String state = visitor.approve().parameter("state");
        Answer refused = visitor.get("/keycloak/callback?error=access_denied&state=" + state);

        assertThat(refused.parameter("error")).isEqualTo("access_denied");
        assertThat(linesOf(refused)).singleElement().asString().startsWith("WARN sign-in failed");
    }

    /** A browser that was here and comes back to nothing: cookies that are lost, or pages that are loaded again. Bounded all the same. */
    @Test
    void tellsOfAStateThatBelongsToNoSignInOfTheBrowser() throws Exception {
        ours.setLevel(Level.INFO);
        Visitor visitor = Visitor.registering(project.address());
        visitor.authorize();
        Answer first = visitor.get("/keycloak/callback?code=any&state=hidden-state");
        assertThat(linesOf(first))
                .singleElement()
                .asString()
                .startsWith("INFO request ")
                .contains("/keycloak/callback refused: invalid_request, Invalid state parameter");
        for (int i = 0; i < 30; i++) {
            visitor.get("/keycloak/callback?code=any&state=hidden-state");
        }

        assertThat(log.read().stream().filter(line -> line.contains("Invalid state parameter")))
                .hasSizeBetween(1, 20); // ten in a minute, and one may have ended meanwhile
        assertThat(log.read().toString()).doesNotContain("hidden-state");
    }

    @Test
    void tellsInDetailWhyAToolFailed() throws Exception {
        Visitor visitor = Visitor.registering(project.address());
        String token = visitor.tokens().json("access_token");
        ours.setLevel(Level.DEBUG);
        Answer failed = visitor.call(token, "broken");
        ours.setLevel(Level.INFO);
        Answer again = visitor.call(token, "broken");

        assertThat(linesOf(failed))
                .singleElement()
                .asString()
                .contains("broken failed: ", "Could not convert string '...'")
                .doesNotContain(token);
        assertThat(linesOf(again)).isEmpty();
    }

    /** It may be a part of a token, or an e-mail address that is masked elsewhere. */
    @Test
    void leavesOutWhatTheEngineQuotesHoweverItDoes() throws Exception {
        Visitor visitor = Visitor.registering(project.address());
        String token = visitor.tokens().json("access_token");
        ours.setLevel(Level.DEBUG);
        Answer failed = visitor.call(token, "quoting");
        ours.setLevel(Level.INFO);

        assertThat(failed.body()).contains("'b' and 'c");
        assertThat(linesOf(failed))
                .singleElement()
                .asString()
                .contains("quoting failed: ", "'...'")
                .doesNotContain("and", "'b'");
    }

    private List<String> linesOf(Answer answer) {
        String number = answer.header("X-Request-Id");
        assertThat(number).matches("[0-9a-f]{16}");
        return log.read().stream().filter(line -> line.contains(number)).toList();
    }
}
