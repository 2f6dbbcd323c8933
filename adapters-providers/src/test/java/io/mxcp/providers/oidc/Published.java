package io.mxcp.providers.oidc;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A provider that publishes its metadata, below an issuer with a slash at its end, and settings that fit it. */
final class Published {
    static final String DISCOVERY = "/tenant/.well-known/openid-configuration";
    static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("/tenant/", "/authorize", "/token", "/userinfo", "/certs", "/revoke");

    private Published() {}

    static ScriptedProvider start(InstantSource clock) throws IOException {
        ScriptedProvider provider = ScriptedProvider.start(PATHS, clock);
        publish(provider, ",\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\",\"client_secret_basic\"]");
        return provider;
    }

    /** Publishes the usual metadata with more members. */
    static void publish(ScriptedProvider provider, String more) {
        publish(provider, provider.issuer(), more);
    }

    static void publish(ScriptedProvider provider, String issuer, String more) {
        String json =
                """
                {"issuer":"ISSUER","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",\
                "userinfo_endpoint":"BASE/userinfo","revocation_endpoint":"BASE/revoke","jwks_uri":"BASE/certs"\
                MORE}""".replace("ISSUER", issuer).replace("BASE", provider.base()).replace("MORE", more);
        provider.answer(DISCOVERY, Reply.json(200, json));
    }

    static Map<String, String> settings(ScriptedProvider provider) {
        Map<String, String> settings = new HashMap<>();
        settings.put("issuer", provider.issuer());
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        return settings;
    }
}
