package io.mxcp.providers.scripted;

import static io.mxcp.providers.scripted.Requests.quoted;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A provider as strict and as odd as Google: scopes come back in their long form, a refresh brings no refresh token, and the
 * callback has more parameters than anybody asked for.
 */
public final class ScriptedGoogle {
    /** Where its endpoints are. */
    public static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "", "/o/oauth2/v2/auth", "/token", "/v1/userinfo", "/oauth2/v3/certs", "/revoke");

    /** What {@code email} comes back as. */
    public static final String EMAIL_SCOPE = "https://www.googleapis.com/auth/userinfo.email";

    /** What {@code profile} comes back as. */
    public static final String PROFILE_SCOPE = "https://www.googleapis.com/auth/userinfo.profile";

    private ScriptedGoogle() {}

    /** A client for the web. */
    public static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider google = ScriptedProvider.start(PATHS, clock);
        google.rotates(false);
        google.profileMember("preferred_username", "");
        google.profileMember("groups", "");
        google.profileMember("hd", "\"acme.example\"");
        google.tokenMember("scope", quoted(EMAIL_SCOPE + " openid " + PROFILE_SCOPE));
        google.tellError("invalid_client", error(401, "invalid_client", "Unauthorized"));
        google.callbackParameter("scope", "email profile openid");
        google.callbackParameter("authuser", "0");
        google.callbackParameter("prompt", "consent");
        return google;
    }

    /** From now on this person signs in; without a domain it is a private account. */
    public static void person(ScriptedProvider google, String email, String subject, String domain) {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("sub", quoted(subject));
        profile.put("email", quoted(email));
        profile.put("name", quoted(email));
        profile.put("hd", domain.isEmpty() ? "" : quoted(domain));
        google.person(email, profile, Map.of());
    }

    /** A client's settings that lead here. */
    public static Map<String, String> settings(String base) {
        Map<String, String> settings = Requests.settings(base, PATHS);
        settings.put("issuer", base);
        settings.put("userinfo_url", base + PATHS.userInfo());
        settings.put("jwks_url", base + PATHS.keys());
        settings.put("revoke_url", base + PATHS.revocation());
        return settings;
    }

    /** A refusal of the token endpoint. */
    public static Reply error(int status, String code, String description) {
        return Reply.json(status, "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}");
    }
}
