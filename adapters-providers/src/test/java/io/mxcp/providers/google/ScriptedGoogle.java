package io.mxcp.providers.google;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Google's addresses on loopback, settings that fit them, and what Google answers with. */
final class ScriptedGoogle {
    static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "", "/o/oauth2/v2/auth", "/token", "/v1/userinfo", "/oauth2/v3/certs", "/revoke");

    static final String EMAIL_SCOPE = "https://www.googleapis.com/auth/userinfo.email";
    static final String PROFILE_SCOPE = "https://www.googleapis.com/auth/userinfo.profile";

    private ScriptedGoogle() {}

    static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider google = ScriptedProvider.start(PATHS, clock);
        google.profileMember("preferred_username", "");
        google.profileMember("groups", "");
        google.profileMember("hd", "\"acme.example\"");
        return google;
    }

    static Map<String, String> settings(ScriptedProvider google) {
        Map<String, String> settings = new HashMap<>();
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        settings.put("issuer", google.issuer());
        settings.put("auth_url", google.base() + PATHS.authorization());
        settings.put("token_url", google.base() + PATHS.token());
        settings.put("userinfo_url", google.base() + PATHS.userInfo());
        settings.put("jwks_url", google.base() + PATHS.keys());
        settings.put("revoke_url", google.base() + PATHS.revocation());
        return settings;
    }

    static ProviderGateway gateway(Map<String, String> settings, InstantSource clock) {
        return new GoogleFactory().create(ProviderSettings.of(settings), clock);
    }
}
