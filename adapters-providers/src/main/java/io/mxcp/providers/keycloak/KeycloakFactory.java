package io.mxcp.providers.keycloak;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.oidc.Additions;
import io.mxcp.providers.oidc.MetadataSource;
import io.mxcp.providers.oidc.OidcSection;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.oidc.PersonClaims;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes gateways to a realm of a Keycloak. */
public final class KeycloakFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("keycloak");

    private static final String CLIENT_AUTH = "post";

    /** It tells a wrong secret from an unknown client by the code alone; its text is the same. */
    private static final Map<String, String> HINTS = Map.of(
            "unauthorized_client", "check client_secret, and that the client's standard flow is on",
            "invalid_client", "there is no such client in the realm, or it is off: check client_id and realm");

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
    public String displayName() {
        return "Keycloak";
    }

    @Override
    public List<ProviderSetting> settings() {
        List<ProviderSetting> own = List.of(
                ProviderSetting.required("client_id", "The ID of the client in Keycloak."),
                ProviderSetting.secret("client_secret", "The secret on the client's Credentials page."),
                ProviderSetting.required("realm", "The name of the realm, as in its address."),
                ProviderSetting.required(
                        "server_url",
                        "Keycloak's address as browsers see it, with /auth only where an old server has it."),
                ProviderSetting.optional(
                        "internal_url", "Keycloak's address for our own calls, if it is another one."));
        return OidcSection.settings(own, CLIENT_AUTH, "preferred_username");
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        OidcSection section = OidcSection.of(settings);
        URI publicUrl = WebAddress.of("server_url", section.text("server_url", ""));
        URI ownUrl = WebAddress.of("internal_url", section.text("internal_url", publicUrl.toString()));
        Realm realm = Realm.of(section.text("realm", ""), publicUrl, ownUrl, section.userInfo());
        PersonClaims claims = section.person(Optional.of("preferred_username"));
        ProviderHttp http =
                new ProviderHttp(new EgressGuard(Destinations.configured(section.trusted(publicUrl, ownUrl)), limits));
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Fixed(realm.metadata()),
                section.client(CLIENT_AUTH),
                section.scopes(),
                Refusals.standard("realm and server_url").with(HINTS),
                http,
                clock,
                new Additions(Map.of(), claims.lasting(), Optional.empty()));
        return new KeycloakGateway(
                signIn, realm, WebAddress.dataHost(publicUrl), section.authorizeParameters(), claims);
    }
}
