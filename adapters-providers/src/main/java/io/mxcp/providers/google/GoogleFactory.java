package io.mxcp.providers.google;

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
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.oidc.Additions;
import io.mxcp.providers.oidc.MetadataSource;
import io.mxcp.providers.oidc.OidcMetadata;
import io.mxcp.providers.oidc.OidcSignIn;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes gateways to Google. */
public final class GoogleFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("google");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    /** Settings with their defaults; all but the first are addresses. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "scope", "openid profile email",
            "auth_url", "https://accounts.google.com/o/oauth2/v2/auth",
            "token_url", "https://oauth2.googleapis.com/token",
            "userinfo_url", "https://openidconnect.googleapis.com/v1/userinfo",
            "revoke_url", "https://oauth2.googleapis.com/revoke",
            "jwks_url", "https://www.googleapis.com/oauth2/v3/certs",
            "issuer", "https://accounts.google.com");

    /** The old name that Google's ID tokens may bear. */
    private static final Set<String> OLD_NAME = Set.of("accounts.google.com");

    /** For {@link java.util.ServiceLoader}. */
    public GoogleFactory() {}

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("client_id", "The client ID, as the Google Cloud Console shows it."),
                ProviderSetting.secret("client_secret", "The client secret, as the Google Cloud Console shows it."),
                withDefault("scope", "What is asked for, separated by spaces; openid is added if missing."),
                ProviderSetting.withDefault(
                        "callback_path",
                        "/google/callback",
                        "The path of our callback, to be registered as authorized redirect URI."),
                ProviderSetting.optional(
                        "allowed_domains",
                        "Google Workspace domains whose people may sign in, separated by spaces; else everybody."),
                withDefault("auth_url", "Where people sign in."),
                withDefault("token_url", "Where codes and refresh tokens are redeemed."),
                withDefault("userinfo_url", "Where profiles are read."),
                withDefault("revoke_url", "Where grants are ended."),
                withDefault("jwks_url", "Where the keys are that sign ID tokens."),
                withDefault("issuer", "The issuer in ID tokens; another one only for a stand-in of Google."));
    }

    private static ProviderSetting withDefault(String name, String help) {
        return ProviderSetting.withDefault(name, DEFAULTS.getOrDefault(name, ""), help);
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        OidcMetadata metadata = metadata(settings);
        Endpoints endpoints = metadata.endpoints();
        List<URI> asked = List.of(
                endpoints.token(),
                endpoints.userInfo().orElseThrow(),
                endpoints.revocation().orElseThrow(),
                metadata.keys());
        OidcSignIn signIn = new OidcSignIn(
                new MetadataSource.Fixed(metadata),
                ClientCredentials.post(settings.required("client_id").reveal(), settings.required("client_secret")),
                scopes(text(settings, "scope")),
                Refusals.standard("token_url and userinfo_url"),
                new ProviderHttp(new EgressGuard(Destinations.configured(asked), EgressLimits.STANDARD)),
                clock,
                new Additions(Map.of(), List.of(), Optional.of("id")));
        return new GoogleGateway(signIn, domains(settings));
    }

    static OidcMetadata metadata(ProviderSettings settings) {
        Endpoints endpoints = new Endpoints(
                address(settings, "auth_url"),
                address(settings, "token_url"),
                Optional.of(address(settings, "userinfo_url")),
                Optional.of(address(settings, "revoke_url")));
        String issuer = address(settings, "issuer").toString();
        return new OidcMetadata(
                issuer,
                endpoints,
                address(settings, "jwks_url"),
                Set.of("RS256"),
                false,
                Set.of(),
                issuer.equals(DEFAULTS.get("issuer")) ? OLD_NAME : Set.of());
    }

    private static URI address(ProviderSettings settings, String key) {
        return WebAddress.of(key, text(settings, key));
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("scope must be scopes separated by spaces", malformed);
        }
    }

    private static Set<String> domains(ProviderSettings settings) {
        Set<String> domains = settings.optional("allowed_domains").map(Secret::reveal).stream()
                .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("[ ,]+", -1)))
                .filter(domain -> !domain.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        boolean sound =
                domains.stream().allMatch(domain -> DOMAIN.matcher(domain).matches());
        // a list that came out empty would let everybody in
        if (!sound || (domains.isEmpty() && settings.optional("allowed_domains").isPresent())) {
            throw new IllegalArgumentException("allowed_domains must be domains such as acme.example");
        }
        return domains;
    }

    private static String text(ProviderSettings settings, String key) {
        return settings.optional(key).map(Secret::reveal).orElse(DEFAULTS.getOrDefault(key, ""));
    }
}
