package io.mxcp.providers.keycloak;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.EgressLimits;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A realm's addresses, and settings that fit them. */
final class Realms {
    private static final String ENDPOINTS = "/realms/acme/protocol/openid-connect/";

    static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "/realms/acme",
            ENDPOINTS + "auth",
            ENDPOINTS + "token",
            ENDPOINTS + "userinfo",
            ENDPOINTS + "certs",
            ENDPOINTS + "revoke");

    private Realms() {}

    static Map<String, String> settings(String serverUrl) {
        Map<String, String> settings = new HashMap<>();
        settings.put("client_id", ScriptedProvider.CLIENT_ID);
        settings.put("client_secret", ScriptedProvider.CLIENT_SECRET.reveal());
        settings.put("realm", "acme");
        settings.put("server_url", serverUrl);
        return settings;
    }

    static ProviderGateway gateway(Map<String, String> settings, InstantSource clock) {
        return gateway(settings, clock, EgressLimits.STANDARD);
    }

    static ProviderGateway gateway(Map<String, String> settings, InstantSource clock, EgressLimits limits) {
        return new KeycloakFactory(limits).create(ProviderSettings.of(settings), clock);
    }
}
