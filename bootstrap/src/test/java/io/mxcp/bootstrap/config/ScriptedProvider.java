package io.mxcp.bootstrap.config;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider that only knows its settings: the documented ones, with the documented defaults. */
public record ScriptedProvider(ProviderId type, List<ProviderSetting> settings) implements ProviderFactory {
    /** The providers of the documentation. */
    public static List<ProviderFactory> documented() {
        return List.of(
                withUrls("github", "user:email"),
                withUrls("atlassian", "read:me offline_access"),
                withUrls("salesforce", "api refresh_token openid profile email"),
                withUrls("google", "openid profile email"),
                keycloak());
    }

    private static ProviderFactory withUrls(String type, String scope) {
        List<ProviderSetting> settings = new ArrayList<>(common(scope));
        settings.add(
                ProviderSetting.withDefault("auth_url", "https://" + type + ".test/authorize", "where people sign in"));
        settings.add(ProviderSetting.withDefault(
                "token_url", "https://" + type + ".test/token", "where codes are redeemed"));
        return new ScriptedProvider(new ProviderId(type), settings);
    }

    private static ProviderFactory keycloak() {
        List<ProviderSetting> settings = new ArrayList<>(common("openid profile email"));
        settings.add(ProviderSetting.required("realm", "the realm"));
        settings.add(ProviderSetting.required("server_url", "the server"));
        return new ScriptedProvider(new ProviderId("keycloak"), settings);
    }

    private static List<ProviderSetting> common(String scope) {
        return List.of(
                ProviderSetting.required("client_id", "our name there"),
                ProviderSetting.secret("client_secret", "our secret there"),
                ProviderSetting.withDefault("scope", scope, "what to ask for"),
                ProviderSetting.optional("callback_path", "where people come back"));
    }

    @Override
    public String displayName() {
        return switch (type.value()) {
            case "github" -> "GitHub";
            case "atlassian" -> "Atlassian";
            case "salesforce" -> "Salesforce";
            case "keycloak" -> "Keycloak";
            case "google" -> "Google";
            default -> type.value();
        };
    }

    @Override
    public ProviderGateway create(ProviderSettings given, InstantSource clock) {
        if (given.optional("scope").filter(Secret.of("profile")::equals).isPresent()) {
            throw new IllegalArgumentException("scope must contain openid");
        }
        return new Gateway(type, given);
    }

    /** Knows what it was made from, and nothing else. */
    public record Gateway(ProviderId id, ProviderSettings settings) implements ProviderGateway {
        @Override
        public Set<String> requestedScopes() {
            return Set.of();
        }

        @Override
        public URI authorizationUri(SignInRequest request) throws ProviderException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Secret readCallback(CallbackParameters answer) throws ProviderException {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserProfile profile(ProviderTokens tokens) throws ProviderException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Revocation revoke(ProviderTokens tokens) throws ProviderException {
            return Revocation.NOT_SUPPORTED;
        }
    }

    /** What the provider of this configuration was told, by key. */
    static Optional<Secret> told(AuthConfig auth, String key) {
        return ((Gateway) auth.provider()).settings().optional(key);
    }
}
