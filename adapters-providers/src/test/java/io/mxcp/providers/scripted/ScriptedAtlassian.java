package io.mxcp.providers.scripted;

import static io.mxcp.providers.scripted.Requests.quoted;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider as strict and as odd as Atlassian: a spent refresh token still works for ten minutes and ends all after, one grant
 * a person, dead tokens are 403, a wrong secret is a denial, sites are a list.
 */
public final class ScriptedAtlassian {
    /** Path of the person's sites. */
    public static final String SITES = "/oauth/token/accessible-resources";

    /** Where its endpoints are. */
    public static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/oauth/token", "/me", "/none", "/none");

    /** The account of the person who signs in if nobody else does. */
    public static final String SUBJECT = "712020:6f9a3c1e-0b57-4c55-9d5e-1f2b3c4d5e6f";

    /** How long a spent refresh token still works. */
    public static final Duration LEEWAY = Duration.ofMinutes(10);

    private static final String ONE_SITE = """
            [{"id":"1324a887","name":"acme","url":"https://acme.atlassian.net","scopes":["read:jira-work"]}]""";

    private ScriptedAtlassian() {}

    /** An OAuth 2.0 integration. */
    public static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider atlassian = ScriptedProvider.start(PATHS, clock);
        for (String member : List.of("sub", "preferred_username", "groups")) {
            atlassian.profileMember(member, "");
        }
        atlassian.forgivesReuseFor(LEEWAY);
        atlassian.keepsAtMost(1);
        atlassian.callbackParameter("iss", "");
        atlassian.profileMember("account_id", quoted(SUBJECT));
        atlassian.profileMember("account_status", "\"active\"");
        atlassian.profileMember("nickname", "\"ann\"");
        atlassian.tellError("invalid_grant", error(403, "invalid_grant"));
        atlassian.tellError("invalid_client", error(401, "access_denied"));
        atlassian.rule(PATHS.token(), (exchange, body) -> atToken(body));
        atlassian.rule(
                SITES,
                (exchange, body) -> Optional.of(
                        atlassian.caller(exchange).isPresent() ? Reply.json(200, ONE_SITE) : unauthorized()));
        return atlassian;
    }

    /** From now on this person signs in. */
    public static void person(ScriptedProvider atlassian, String email, String account) {
        Map<String, String> profile =
                Map.of("account_id", quoted(account), "email", quoted(email), "name", quoted(email));
        atlassian.person(email, profile, Map.of());
    }

    /** From now on these are everybody's sites. */
    public static void sites(ScriptedProvider atlassian, String json) {
        atlassian.answer(SITES, Reply.json(200, json));
    }

    /** A client's settings that lead here. */
    public static Map<String, String> settings(String base) {
        Map<String, String> settings = Requests.settings(base, PATHS);
        settings.put("api_url", base);
        return settings;
    }

    /** A refusal of the token endpoint. */
    public static Reply error(int status, String code) {
        return Reply.json(status, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\"}");
    }

    private static Reply unauthorized() {
        return Reply.json(401, "{\"code\":401,\"message\":\"Unauthorized\"}");
    }

    /** It takes the secret in the body only. */
    private static Optional<Reply> atToken(String body) {
        return ScriptedProvider.form(body).containsKey("client_secret")
                ? Optional.empty()
                : Optional.of(error(401, "access_denied"));
    }
}
