package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes gateways to any OpenID provider that publishes its metadata. */
public final class OidcFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("oidc");

    private static final String DEFAULT_SCOPE = "openid profile email";
    private static final String AUTO = "auto";

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public OidcFactory() {
        this(EgressLimits.STANDARD);
    }

    OidcFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required(
                        "issuer", "The provider's issuer, exactly as it publishes it, a slash at its end included."),
                ProviderSetting.required("client_id", "The ID of the client at the provider."),
                ProviderSetting.secret("client_secret", "The secret of that client."),
                ProviderSetting.withDefault(
                        "scope", DEFAULT_SCOPE, "What is asked for, separated by spaces; openid must be among it."),
                ProviderSetting.withDefault(
                        "callback_path", "/oidc/callback", "The path of our callback, to be registered there."),
                ProviderSetting.withDefault(
                        "client_auth",
                        AUTO,
                        "How the secret is sent: basic, post (in the form), or auto (as the provider publishes)."),
                ProviderSetting.optional(
                        "audience", "The API that tokens are for, where the provider has to be told (Auth0)."),
                ProviderSetting.optional(
                        "authorize_params",
                        "More parameters of the sign-in address: name=value, percent-encoded, separated by spaces."),
                ProviderSetting.optional(
                        "username_claim",
                        "A claim that no two people share, for the username; else the verified e-mail or the subject."),
                ProviderSetting.withDefault("email_claim", "email", "The claim with the e-mail address."),
                ProviderSetting.withDefault("groups_claim", "groups", "The claim with the groups."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        String issuer = settings.required("issuer").reveal();
        // only checked: a slash at its end belongs to the name
        URI address = WebAddress.of("issuer", issuer);
        ProviderHttp http = new ProviderHttp(new EgressGuard(Destinations.configured(List.of(address)), limits));
        PersonClaims claims = new PersonClaims(
                settings.optional("username_claim").map(Secret::reveal).map(ClaimPath::new),
                new ClaimPath(text(settings, "email_claim", "email")),
                new ClaimPath(text(settings, "groups_claim", "groups")));
        Map<String, String> audience = audience(settings);
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Published(new Discovery(issuer, http, clock)),
                client(settings),
                scopes(text(settings, "scope", DEFAULT_SCOPE)),
                Refusals.standard("issuer"),
                http,
                clock,
                new Additions(audience, claims.kept(), Optional.empty()));
        Map<String, String> parameters =
                new LinkedHashMap<>(AuthorizeParameters.parse(text(settings, "authorize_params", "")));
        parameters.putAll(audience);
        return new OidcGateway(signIn, parameters, claims);
    }

    private static Map<String, String> audience(ProviderSettings settings) {
        return settings.optional("audience")
                .map(audience -> Map.of("audience", audience.reveal()))
                .orElse(Map.of());
    }

    private static ClientCredentials client(ProviderSettings settings) {
        String method = text(settings, "client_auth", AUTO);
        String clientId = settings.required("client_id").reveal();
        Secret secret = settings.required("client_secret");
        if (method.equals(AUTO)) {
            return ClientCredentials.auto(clientId, secret);
        }
        if (!method.equals("basic") && !method.equals("post")) {
            throw new IllegalArgumentException("client_auth must be auto, basic or post");
        }
        return ClientCredentials.of(method, clientId, secret);
    }

    private static Scopes scopes(String text) {
        Scopes scopes = parsed(text);
        if (!scopes.values().contains(new Scope("openid"))) {
            throw new IllegalArgumentException("scope must contain openid: without it nobody says who signs in");
        }
        return scopes;
    }

    private static Scopes parsed(String text) {
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
