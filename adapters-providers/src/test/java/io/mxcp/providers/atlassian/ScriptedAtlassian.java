package io.mxcp.providers.atlassian;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider as strict and as odd as Atlassian: dead tokens are 403, a wrong secret is a denial, sites are a list. */
final class ScriptedAtlassian {
    static final String SITES = "/oauth/token/accessible-resources";
    static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/oauth/token", "/me", "/none", "/none");
    static final String SUBJECT = "712020:6f9a3c1e-0b57-4c55-9d5e-1f2b3c4d5e6f";
    static final String ONE_SITE = """
            [{"id":"1324a887","name":"acme","url":"https://acme.atlassian.net","scopes":["read:jira-work"]}]""";

    private ScriptedAtlassian() {}

    static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider atlassian = ScriptedProvider.start(PATHS, clock);
        for (String member : List.of("sub", "preferred_username", "groups")) {
            atlassian.profileMember(member, "");
        }
        atlassian.profileMember("account_id", "\"" + SUBJECT + "\"");
        atlassian.profileMember("nickname", "\"ann\"");
        atlassian.tellError("invalid_grant", error(403, "invalid_grant"));
        atlassian.tellError("invalid_client", error(401, "access_denied"));
        atlassian.rule(PATHS.token(), (exchange, body) -> atToken(atlassian, body));
        atlassian.rule(SITES, (exchange, body) -> Optional.of(sites(atlassian, exchange)));
        return atlassian;
    }

    static Map<String, String> settings(String base) {
        Map<String, String> settings = new HashMap<>();
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        settings.put("auth_url", base + PATHS.authorization());
        settings.put("token_url", base + PATHS.token());
        settings.put("api_url", base);
        return settings;
    }

    static ProviderGateway gateway(Map<String, String> settings, InstantSource clock) {
        return new AtlassianFactory().create(ProviderSettings.of(settings), clock);
    }

    static Reply error(int status, String code) {
        return Reply.json(status, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\"}");
    }

    private static Optional<Reply> atToken(ScriptedProvider atlassian, String body) {
        Map<String, String> form = ScriptedProvider.form(body);
        if (!form.containsKey("client_secret")) {
            return Optional.of(error(401, "access_denied"));
        }
        boolean deadRefresh = "refresh_token".equals(form.get("grant_type"))
                && !atlassian.isLive(Secret.of(form.getOrDefault("refresh_token", "none")));
        return deadRefresh ? Optional.of(error(403, "unauthorized_client")) : Optional.empty();
    }

    private static Reply sites(ScriptedProvider atlassian, HttpExchange exchange) {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        boolean known = authorization.startsWith("Bearer ")
                && atlassian.isLive(Secret.of(authorization.substring("Bearer ".length())));
        return known ? Reply.json(200, ONE_SITE) : Reply.json(401, "{\"code\":401,\"message\":\"Unauthorized\"}");
    }
}
