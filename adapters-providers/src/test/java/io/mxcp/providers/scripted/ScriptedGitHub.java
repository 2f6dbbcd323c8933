package io.mxcp.providers.scripted;

import static io.mxcp.providers.scripted.Requests.header;
import static io.mxcp.providers.scripted.Requests.quoted;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider as strict and as odd as GitHub: errors come with 200, answers are forms unless JSON is asked for, the API wants
 * a User-Agent, tokens end by a DELETE of the app and at a refresh, and an eleventh sign-in of a person ends the first.
 */
public final class ScriptedGitHub {
    /** Path of the API; {@code api_url} follows from {@code auth_url} as with GitHub Enterprise Server. */
    public static final String API = "/api/v3";

    /** Path of the person's addresses. */
    public static final String EMAILS = API + "/user/emails";

    /** Path of the person's organisations. */
    public static final String ORGANISATIONS = API + "/user/orgs";

    /** Path of the person's teams. */
    public static final String TEAMS = API + "/user/teams";

    /** Path of memberships; the organisation's name follows. */
    public static final String MEMBERSHIPS = API + "/user/memberships/orgs/";

    /** Path where the app ends a token. */
    public static final String APP_TOKEN = API + "/applications/" + ScriptedProvider.CLIENT_ID + "/token";

    /** Where its endpoints are. */
    public static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "/login/oauth",
            "/login/oauth/authorize",
            "/login/oauth/access_token",
            API + "/user",
            "/none",
            "/no-revocation");

    /** The ID of the person who signs in if nobody else does. */
    public static final String SUBJECT = "4217001";

    private static final int TOKENS_PER_PERSON = 10;
    private static final String PRIVATE_ADDRESS = """
            [{"email":"4217001+ann-example@users.noreply.github.com","primary":false,"verified":true,"visibility":null},
             {"email":"ann@acme.example","primary":true,"verified":true,"visibility":"private"}]""";

    private ScriptedGitHub() {}

    /** A GitHub App, whose tokens expire and can be refreshed. */
    public static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider github = ScriptedProvider.start(PATHS, clock);
        everybody(github);
        github.keepsAtMost(TOKENS_PER_PERSON);
        github.endsAccessTokensAtRefresh();
        github.tokenMember("token_type", "\"bearer\"");
        github.tellError("invalid_grant", error("bad_verification_code"));
        github.tellError("invalid_client", error("incorrect_client_credentials"));
        github.rule(PATHS.token(), (exchange, body) -> atToken(github, exchange, body));
        github.rule(PATHS.userInfo(), (exchange, body) -> refusal(github, exchange));
        list(github, EMAILS, PRIVATE_ADDRESS);
        github.rule(APP_TOKEN, (exchange, body) -> Optional.of(revoke(github, exchange, body)));
        return github;
    }

    /** An OAuth app, whose tokens last until they are revoked and have no refresh token. */
    public static ScriptedProvider startOAuthApp(InstantSource clock) throws IOException {
        ScriptedProvider github = start(clock);
        github.tokenMember("expires_in", "");
        github.tokenMember("refresh_token", "");
        return github;
    }

    /** From now on this person signs in, whose address is public. */
    public static void person(ScriptedProvider github, String login, long id, String email) {
        Map<String, String> profile =
                Map.of("id", Long.toString(id), "login", quoted(login), "name", quoted(login), "email", quoted(email));
        github.person(login, profile, Map.of());
    }

    private static void everybody(ScriptedProvider github) {
        for (String member : List.of("sub", "preferred_username", "email_verified", "groups")) {
            github.profileMember(member, "");
        }
        github.profileMember("id", SUBJECT);
        github.profileMember("login", "\"ann-example\"");
        github.profileMember("email", "null");
        github.profileMember("avatar_url", "\"https://avatars.example/u/4217001\"");
    }

    /** From now on the API answers this JSON at the path to everybody whom it lets in. */
    public static void list(ScriptedProvider github, String path, String json) {
        github.rule(path, (exchange, body) -> refusal(github, exchange).or(() -> Optional.of(Reply.json(200, json))));
    }

    /** A client's settings that lead here. */
    public static Map<String, String> settings(String base) {
        return Requests.settings(base, PATHS);
    }

    private static Optional<Reply> atToken(ScriptedProvider github, HttpExchange exchange, String body) {
        if (!"application/json".equals(header(exchange, "Accept"))) {
            return Optional.of(form("access_token=gho_invented&scope=user%3Aemail&token_type=bearer"));
        }
        Map<String, String> form = ScriptedProvider.form(body);
        boolean deadRefresh = "refresh_token".equals(form.get("grant_type"))
                && !github.isLive(Secret.of(form.getOrDefault("refresh_token", "none")));
        return deadRefresh ? Optional.of(error("bad_refresh_token")) : Optional.empty();
    }

    /** A form-encoded answer. */
    public static Reply form(String text) {
        return Reply.of(200, Map.of("Content-Type", "application/x-www-form-urlencoded"), text.getBytes(US_ASCII));
    }

    /** A refusal of the token endpoint. */
    public static Reply error(String code) {
        return Reply.json(
                200, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\",\"error_uri\":\"/apps\"}");
    }

    /** What the API says to a request that it does not take; for rules on paths of one's own. */
    public static Optional<Reply> refusal(ScriptedProvider github, HttpExchange exchange) {
        if (header(exchange, "User-Agent").isEmpty()) {
            String text =
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header";
            return Optional.of(Reply.of(403, Map.of(), text.getBytes(UTF_8)));
        }
        String accept = header(exchange, "Accept");
        if (!accept.isEmpty() && !accept.contains("json") && !accept.contains("*/*")) {
            return Optional.of(message(415, "Unsupported 'Accept' header"));
        }
        return github.caller(exchange).isPresent() ? Optional.empty() : Optional.of(message(401, "Bad credentials"));
    }

    /** A refusal of the API. */
    public static Reply message(int status, String text) {
        return Reply.json(status, "{\"message\":\"" + text + "\",\"status\":\"" + status + "\"}");
    }

    private static Reply revoke(ScriptedProvider github, HttpExchange exchange, String body) {
        String pair =
                ScriptedProvider.CLIENT_ID + ":" + URLEncoder.encode(ScriptedProvider.CLIENT_SECRET.reveal(), UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(US_ASCII));
        if (!"DELETE".equals(exchange.getRequestMethod()) || !basic.equals(header(exchange, "Authorization"))) {
            return message(404, "Not Found");
        }
        JsonObject members = JsonParser.parseString(body).getAsJsonObject();
        Secret token = Secret.of(members.get("access_token").getAsString());
        if (!github.isLive(token)) {
            return message(422, "Validation Failed");
        }
        github.endGrantWith(token);
        return Reply.of(204, Map.of(), new byte[0]);
    }
}
