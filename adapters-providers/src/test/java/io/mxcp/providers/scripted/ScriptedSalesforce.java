package io.mxcp.providers.scripted;

import static io.mxcp.providers.scripted.Requests.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider as strict and as odd as Salesforce: no sign-in without PKCE, signed token answers that name an instance but no
 * lifetime, refresh tokens that stay the same, and dead access tokens told in plain text.
 */
public final class ScriptedSalesforce {
    /** The organisation of everybody. */
    public static final String ORGANIZATION = "00DAx0000004Zz1MAE";

    /** The person who signs in if nobody else does. */
    public static final String USER = "005Ax00000B1cDeIAJ";

    /** Where its endpoints are. */
    public static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "",
            "/services/oauth2/authorize",
            "/services/oauth2/token",
            "/services/oauth2/userinfo",
            "/id/keys",
            "/services/oauth2/revoke");

    private static final String ISSUED_AT = "1795402224123";

    private ScriptedSalesforce() {}

    /** An external client app. */
    public static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider salesforce = ScriptedProvider.start(PATHS, clock);
        salesforce.rotates(false);
        salesforce.callbackParameter("iss", "");
        salesforce.tokenMember("expires_in", "");
        salesforce.tokenMember("instance_url", quoted(salesforce.base()));
        signed(USER).forEach(salesforce::tokenMember);
        salesforce.profileMember("sub", quoted(identity(USER)));
        salesforce.profileMember("groups", "");
        salesforce.profileMember("organization_id", quoted(ORGANIZATION));
        salesforce.profileMember("user_id", quoted(USER));
        salesforce.profileMember("preferred_username", "\"ann@acme.example.sales\"");
        salesforce.profileMember("active", "true");
        salesforce.profileMember("photos", "{\"picture\":\"https://photos.example/ann\"}");
        salesforce.tellError("invalid_client", error("invalid_client"));
        salesforce.rule(PATHS.authorization(), (exchange, body) -> withoutChallenge(exchange));
        salesforce.rule(
                PATHS.userInfo(),
                (exchange, body) ->
                        salesforce.caller(exchange).isPresent() ? Optional.empty() : Optional.of(deadToken()));
        return salesforce;
    }

    /**
     * From now on this person signs in.
     *
     * @param user 15 or 18 letters and digits
     */
    public static void person(ScriptedProvider salesforce, String username, String user, String email) {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("sub", quoted(identity(user)));
        profile.put("user_id", quoted(user));
        profile.put("preferred_username", quoted(username));
        profile.put("email", quoted(email));
        salesforce.person(username, profile, signed(user));
    }

    /** A client's settings that lead here. */
    public static Map<String, String> settings(String base) {
        return Requests.settings(base, PATHS);
    }

    /** A refusal of the token endpoint. */
    public static Reply error(String code) {
        return Reply.json(400, "{\"error\":\"" + code + "\",\"error_description\":\"upstream text\"}");
    }

    /** How user info tells that an access token is dead. */
    public static Reply deadToken() {
        return Reply.of(403, Map.of("Content-Type", "text/html"), "Bad_OAuth_Token".getBytes(UTF_8));
    }

    /** How the data interfaces tell that an access token is dead. */
    public static Reply expiredSession() {
        return Reply.json(401, "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
    }

    private static Optional<Reply> withoutChallenge(HttpExchange exchange) {
        Map<String, String> query =
                ScriptedProvider.form(exchange.getRequestURI().getRawQuery());
        String answer = "?error=invalid_request&error_description=missing+required+code+challenge&state="
                + URLEncoder.encode(query.getOrDefault("state", ""), UTF_8);
        return query.containsKey("code_challenge")
                ? Optional.empty()
                : Optional.of(Reply.of(
                        302, Map.of("Location", query.getOrDefault("redirect_uri", "") + answer), new byte[0]));
    }

    private static String identity(String user) {
        return "https://login.salesforce.com/id/" + ORGANIZATION + "/" + user;
    }

    private static Map<String, String> signed(String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ScriptedProvider.CLIENT_SECRET.reveal().getBytes(UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal((identity(user) + ISSUED_AT).getBytes(UTF_8));
            return Map.of(
                    "id", quoted(identity(user)),
                    "issued_at", quoted(ISSUED_AT),
                    "signature", quoted(Base64.getEncoder().encodeToString(signature)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
