package io.mxcp.providers.github;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider as strict and as odd as GitHub: errors come with 200, answers are forms unless JSON is asked for, the API wants
 * a User-Agent and its media type, and tokens end by a DELETE of the app.
 */
final class ScriptedGitHub {
    static final String API = "/api/v3";
    static final String EMAILS = API + "/user/emails";
    static final String ORGANISATIONS = API + "/user/orgs";
    static final String MEMBERSHIPS = API + "/user/memberships/orgs/";
    static final String APP_TOKEN = API + "/applications/" + ScriptedProvider.CLIENT_ID + "/token";
    static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "/login/oauth",
            "/login/oauth/authorize",
            "/login/oauth/access_token",
            API + "/user",
            "/none",
            "/no-revocation");
    static final String SUBJECT = "4217001";

    private static final String PRIVATE_ADDRESS = """
            [{"email":"4217001+ann-example@users.noreply.github.com","primary":false,"verified":true,"visibility":null},
             {"email":"ann@acme.example","primary":true,"verified":true,"visibility":"private"}]""";

    private ScriptedGitHub() {}

    static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider github = ScriptedProvider.start(PATHS, clock);
        person(github);
        github.tokenMember("token_type", "\"bearer\"");
        github.tellError("invalid_grant", error("bad_verification_code"));
        github.tellError("invalid_client", error("incorrect_client_credentials"));
        github.rule(PATHS.token(), (exchange, body) -> atToken(github, exchange, body));
        github.rule(PATHS.userInfo(), (exchange, body) -> refusal(github, exchange));
        list(github, EMAILS, PRIVATE_ADDRESS);
        github.rule(APP_TOKEN, (exchange, body) -> Optional.of(revoke(github, exchange, body)));
        return github;
    }

    private static void person(ScriptedProvider github) {
        for (String member : List.of("sub", "preferred_username", "email_verified", "groups")) {
            github.profileMember(member, "");
        }
        github.profileMember("id", SUBJECT);
        github.profileMember("login", "\"ann-example\"");
        github.profileMember("email", "null");
        github.profileMember("avatar_url", "\"https://avatars.example/u/4217001\"");
    }

    /** From now on the API answers this JSON at the path to everybody whom it lets in. */
    static void list(ScriptedProvider github, String path, String json) {
        github.rule(path, (exchange, body) -> refusal(github, exchange).or(() -> Optional.of(Reply.json(200, json))));
    }

    static Map<String, String> settings(String base) {
        Map<String, String> settings = new HashMap<>();
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        settings.put("auth_url", base + PATHS.authorization());
        settings.put("token_url", base + PATHS.token());
        return settings;
    }

    static ProviderGateway gateway(Map<String, String> settings, InstantSource clock) {
        return new GitHubFactory().create(ProviderSettings.of(settings), clock);
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

    static Reply form(String text) {
        return Reply.of(200, Map.of("Content-Type", "application/x-www-form-urlencoded"), text.getBytes(US_ASCII));
    }

    static Reply error(String code) {
        return Reply.json(
                200, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\",\"error_uri\":\"/apps\"}");
    }

    private static Optional<Reply> refusal(ScriptedProvider github, HttpExchange exchange) {
        if (!"mxcp-auth".equals(header(exchange, "User-Agent"))) {
            return Optional.of(Reply.of(403, Map.of(), "Request forbidden: no User-Agent".getBytes(UTF_8)));
        }
        if (!"application/vnd.github+json".equals(header(exchange, "Accept"))) {
            return Optional.of(message(415, "Unsupported 'Accept' header"));
        }
        String authorization = header(exchange, "Authorization");
        boolean known = authorization.startsWith("Bearer ")
                && github.isLive(Secret.of(authorization.substring("Bearer ".length())));
        return known ? Optional.empty() : Optional.of(message(401, "Bad credentials"));
    }

    static Reply message(int status, String text) {
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
        if (!github.isLive(Secret.of(members.get("access_token").getAsString()))) {
            return message(422, "Validation Failed");
        }
        github.endAllGrants();
        return Reply.of(204, Map.of(), new byte[0]);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
