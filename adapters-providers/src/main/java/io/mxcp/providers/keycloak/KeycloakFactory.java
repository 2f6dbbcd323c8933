package io.mxcp.providers.keycloak;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.oidc.MetadataSource;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Makes gateways to a realm of a Keycloak. */
public final class KeycloakFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("keycloak");

    private static final String DEFAULT_SCOPE = "openid profile email";
    private static final String DEFAULT_CLIENT_AUTH = "post";

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public KeycloakFactory() {
        this(EgressLimits.STANDARD);
    }

    KeycloakFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The ID of the client in Keycloak."),
                ProviderSetting.secret("client_secret", "The secret on the client's Credentials page."),
                ProviderSetting.required("realm", "The name of the realm, as in its address."),
                ProviderSetting.required(
                        "server_url",
                        "Keycloak's address as browsers see it, with /auth only where an old server has it."),
                ProviderSetting.withDefault(
                        "scope", DEFAULT_SCOPE, "What is asked for, separated by spaces; openid is added if missing."),
                ProviderSetting.withDefault(
                        "callback_path",
                        "/keycloak/callback",
                        "The path of our callback, to be registered in Keycloak."),
                ProviderSetting.optional("internal_url", "Keycloak's address for our own calls, if it is another one."),
                ProviderSetting.withDefault(
                        "client_auth", DEFAULT_CLIENT_AUTH, "How the secret is sent: post (in the form) or basic."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        URI publicUrl = WebAddress.of("server_url", text(settings, "server_url", ""));
        URI ownUrl = WebAddress.of("internal_url", text(settings, "internal_url", publicUrl.toString()));
        Realm realm = Realm.of(text(settings, "realm", ""), publicUrl, ownUrl);
        ProviderHttp http =
                new ProviderHttp(new EgressGuard(Destinations.configured(List.of(publicUrl, ownUrl)), limits));
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Fixed(realm.metadata()),
                client(settings),
                scopes(text(settings, "scope", DEFAULT_SCOPE)),
                Refusals.standard("realm and server_url"),
                http,
                clock);
        return new KeycloakGateway(signIn, realm);
    }

    private static ClientCredentials client(ProviderSettings settings) {
        return ClientCredentials.of(
                text(settings, "client_auth", DEFAULT_CLIENT_AUTH),
                settings.required("client_id").reveal(),
                settings.required("client_secret"));
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("scope must be scopes separated by spaces", malformed);
        }
    }

    private static String text(ProviderSettings settings, String key, String fallback) {
        return settings.optional(key).map(Secret::reveal).orElse(fallback);
    }
}
