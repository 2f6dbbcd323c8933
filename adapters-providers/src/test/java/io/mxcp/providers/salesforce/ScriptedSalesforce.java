package io.mxcp.providers.salesforce;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** A provider as strict and as odd as Salesforce: token answers name an instance, and dead access tokens get plain text. */
final class ScriptedSalesforce {
    static final String ORGANIZATION = "00DAx0000004Zz1MAE";
    static final String USER = "005Ax00000B1cDeIAJ";
    static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "",
            "/services/oauth2/authorize",
            "/services/oauth2/token",
            "/services/oauth2/userinfo",
            "/id/keys",
            "/services/oauth2/revoke");

    private ScriptedSalesforce() {}

    static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider salesforce = ScriptedProvider.start(PATHS, clock);
        String identity = "https://login.salesforce.com/id/" + ORGANIZATION + "/" + USER;
        salesforce.tokenMember("instance_url", quoted(salesforce.base()));
        salesforce.tokenMember("id", quoted(identity));
        salesforce.tokenMember("issued_at", "\"1795402224123\"");
        salesforce.tokenMember("signature", "\"bX0z\"");
        salesforce.profileMember("sub", quoted(identity));
        salesforce.profileMember("groups", "");
        salesforce.profileMember("organization_id", quoted(ORGANIZATION));
        salesforce.profileMember("user_id", quoted(USER));
        salesforce.profileMember("preferred_username", "\"ann@acme.example.sales\"");
        salesforce.profileMember("active", "true");
        salesforce.profileMember("photos", "{\"picture\":\"https://photos.example/ann\"}");
        salesforce.tellError("invalid_client", error("invalid_client_id"));
        salesforce.rule(PATHS.userInfo(), (exchange, body) -> refusal(salesforce, exchange));
        return salesforce;
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
        return new SalesforceFactory().create(ProviderSettings.of(settings), clock);
    }

    static Reply error(String code) {
        return Reply.json(400, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\"}");
    }

    static Reply deadToken() {
        return Reply.of(403, Map.of("Content-Type", "text/html"), "Bad_OAuth_Token".getBytes(UTF_8));
    }

    private static Optional<Reply> refusal(ScriptedProvider salesforce, HttpExchange exchange) {
        List<String> authorization = exchange.getRequestHeaders().getOrDefault("Authorization", List.of(""));
        boolean known = authorization.get(0).startsWith("Bearer ")
                && salesforce.isLive(Secret.of(authorization.get(0).substring("Bearer ".length())));
        return known ? Optional.empty() : Optional.of(deadToken());
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
