package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a provider publishes about itself (OpenID Connect Discovery 1.0 §4): when first needed, then hourly; an old
 * copy outlives an outage. Safe for use by many threads.
 */
public final class Discovery {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final int SERVER_ERROR = 500;

    private final String issuer;
    private final Optional<URI> userInfo;
    private final Set<String> tenants;
    private final ProviderHttp http;
    private final Cached<OidcMetadata> metadata;

    /** Reads the metadata of this issuer; opens no connection yet. */
    public Discovery(String issuer, ProviderHttp http, InstantSource clock) {
        this(issuer, Optional.empty(), Set.of(), http, clock);
    }

    /**
     * The same, with what the operator knows besides.
     *
     * @param userInfo where user info is, whatever the provider publishes
     * @param tenants whose people may come in, where the issuer stands for many tenants
     */
    Discovery(String issuer, Optional<URI> userInfo, Set<String> tenants, ProviderHttp http, InstantSource clock) {
        this.issuer = issuer;
        this.userInfo = userInfo;
        this.tenants = Set.copyOf(tenants);
        this.http = http;
        this.metadata = new Cached<>(this::read, MAX_AGE, clock);
    }

    /**
     * The metadata.
     *
     * @throws ProviderException if it was never read and cannot be read now
     */
    public OidcMetadata metadata() throws ProviderException {
        return metadata.get();
    }

    Optional<OidcMetadata> known() {
        return metadata.known();
    }

    private OidcMetadata read() throws ProviderException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI address = URI.create(base + "/.well-known/openid-configuration");
        Answer answer = http.get(
                Step.DISCOVERY, address, Map.of("Accept", "application/json"), ProviderHttp.TOKEN_ANSWER_BYTES);
        if (answer.status() >= SERVER_ERROR) {
            throw Step.DISCOVERY.failed(
                    Failure.UNREACHABLE, "the provider has trouble of its own (HTTP " + answer.status() + ")");
        }
        if (!answer.isSuccess()) {
            throw invalid("no metadata there (HTTP " + answer.status() + "): check issuer");
        }
        JsonMembers members =
                StrictJson.object(answer.body()).orElseThrow(() -> invalid("the answer is no JSON object"));
        return metadata(members);
    }

    private OidcMetadata metadata(JsonMembers members) throws ProviderException {
        String published = members.text("issuer").orElseThrow(() -> missing("issuer"));
        checkIssuer(published);
        Endpoints endpoints = new Endpoints(
                required(members, "authorization_endpoint"),
                required(members, "token_endpoint"),
                userInfo.isPresent() ? userInfo : optional(members, "userinfo_endpoint"),
                optional(members, "revocation_endpoint"));
        return new OidcMetadata(
                published,
                endpoints,
                required(members, "jwks_uri"),
                algorithms(members),
                members.flag("authorization_response_iss_parameter_supported").orElse(false),
                new HashSet<>(members.texts("token_endpoint_auth_methods_supported")),
                Set.of(),
                tenants);
    }

    private void checkIssuer(String published) throws ProviderException {
        if (published.contains("{") && (tenants.isEmpty() || !published.contains(OidcMetadata.TENANT_ID))) {
            throw invalid(
                    "this issuer stands for many tenants: set allowed_tenants to the IDs of those that may come in,"
                            + " or issuer to the one of your tenant");
        }
        if (!isConfigured(published)) {
            // trailing slash included: otherwise one could pass for another (Discovery §4.3)
            throw invalid(
                    "the metadata names another issuer than the configured one: check issuer, a slash at its end too");
        }
    }

    /** A template must be that of the configured issuer, which has a word such as {@code common} in the tenant's place. */
    private boolean isConfigured(String published) {
        int place = published.indexOf(OidcMetadata.TENANT_ID);
        if (place < 0) {
            return published.equals(issuer);
        }
        String before = published.substring(0, place);
        String after = published.substring(place + OidcMetadata.TENANT_ID.length());
        return issuer.length() > before.length() + after.length()
                && issuer.startsWith(before)
                && issuer.endsWith(after)
                && issuer.indexOf('/', before.length()) == issuer.length() - after.length();
    }

    private static Set<String> algorithms(JsonMembers members) {
        Set<String> named = new HashSet<>(members.texts("id_token_signing_alg_values_supported"));
        return named.isEmpty() ? Set.of("RS256") : named;
    }

    private static URI required(JsonMembers members, String name) throws ProviderException {
        return optional(members, name).orElseThrow(() -> missing(name));
    }

    private static Optional<URI> optional(JsonMembers members, String name) throws ProviderException {
        Optional<String> text = members.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(text.get())).filter(Discovery::isWebAddress);
        } catch (IllegalArgumentException malformed) {
            throw invalid(name + " is no address");
        }
    }

    private static boolean isWebAddress(URI address) {
        return address.getHost() != null
                && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
    }

    private static ProviderException missing(String name) {
        return invalid("the metadata lacks " + name);
    }

    private static ProviderException invalid(String what) {
        return Step.DISCOVERY.failed(Failure.INVALID_RESPONSE, what);
    }
}
