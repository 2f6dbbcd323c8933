package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes gateways to any OpenID provider that publishes its metadata. */
public final class OidcFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("oidc");

    private static final String CLIENT_AUTH = "auto";
    private static final String TENANTS = "allowed_tenants";
    private static final Pattern TENANT = Pattern.compile("[0-9a-z-]{1,64}");

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
    public String displayName() {
        return "OpenID Connect";
    }

    @Override
    public List<ProviderSetting> settings() {
        List<ProviderSetting> own = List.of(
                ProviderSetting.required(
                        "issuer", "The provider's issuer, exactly as it publishes it, a slash at its end included."),
                ProviderSetting.required("client_id", "The ID of the client at the provider."),
                ProviderSetting.secret("client_secret", "The secret of that client."),
                ProviderSetting.optional(
                        "audience", "The API that tokens are for, where the provider has to be told (Auth0)."),
                ProviderSetting.optional(
                        TENANTS,
                        "IDs of the tenants whose people may sign in, separated by spaces; needed where the issuer stands"
                                + " for many tenants (Entra)."));
        return OidcSection.settings(own, CLIENT_AUTH, "the verified e-mail address or the subject");
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        OidcSection section = OidcSection.of(settings);
        String issuer = settings.required("issuer").reveal();
        // only checked: a slash at its end belongs to the name
        URI address = WebAddress.of("issuer", issuer);
        ProviderHttp http =
                new ProviderHttp(new EgressGuard(Destinations.configured(section.trusted(address)), limits));
        PersonClaims claims = section.person(Optional.empty());
        Map<String, String> audience = audience(settings);
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Published(new Discovery(issuer, section.userInfo(), tenants(settings), http, clock)),
                section.client(CLIENT_AUTH),
                section.scopesWithOpenId(),
                Refusals.standard("issuer"),
                http,
                clock,
                new Additions(audience, claims.lasting(), Optional.empty()));
        Map<String, String> parameters = new LinkedHashMap<>(section.authorizeParameters());
        parameters.putAll(audience);
        return new OidcGateway(signIn, hosts(address, section.userInfo()), parameters, claims);
    }

    private static Set<String> hosts(URI issuer, Optional<URI> userInfo) {
        return Stream.concat(Stream.of(issuer), userInfo.stream())
                .map(WebAddress::dataHost)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> audience(ProviderSettings settings) {
        return settings.optional("audience")
                .map(audience -> Map.of("audience", audience.reveal()))
                .orElse(Map.of());
    }

    /** A name in place of an ID would match no token, an empty list every one. */
    private static Set<String> tenants(ProviderSettings settings) {
        Optional<Secret> given = settings.optional(TENANTS);
        Set<String> tenants = new Section(settings)
                .names(TENANTS).stream()
                        .map(tenant -> tenant.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        boolean sound =
                tenants.stream().allMatch(tenant -> TENANT.matcher(tenant).matches());
        if (given.isPresent() && (tenants.isEmpty() || !sound)) {
            throw new IllegalArgumentException(TENANTS + " must be the IDs of tenants, not their names");
        }
        return tenants;
    }
}
