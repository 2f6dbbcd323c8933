package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A provider's section of the configuration, read key by key. */
public record Section(ProviderSettings settings) {
    /** A text, or what holds without it. */
    public String text(String key, String fallback) {
        return settings.optional(key).map(Secret::reveal).orElse(fallback);
    }

    /** An address, or what holds without it. */
    public URI address(String key, String fallback) {
        return WebAddress.of(key, text(key, fallback));
    }

    /** The key {@code scope}, or what holds without it. */
    public Scopes scopes(String fallback) {
        try {
            return Scopes.parse(text("scope", fallback));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("scope must be scopes separated by spaces", malformed);
        }
    }

    /** Several names with spaces or commas between them; none where the key is absent. */
    public List<String> names(String key) {
        return Arrays.stream(text(key, "").split("[ ,]+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** An address that may be absent. */
    public Optional<URI> optionalAddress(String key) {
        return settings.optional(key).map(text -> WebAddress.of(key, text.reveal()));
    }

    /** The key {@code authorize_params}. */
    public Map<String, String> authorizeParameters() {
        return AuthorizeParameters.parse(text("authorize_params", ""));
    }

    /** The key {@code allowed_domains}. */
    public AllowedDomains allowedDomains() {
        return settings.optional(AllowedDomains.KEY).isPresent()
                ? AllowedDomains.of(names(AllowedDomains.KEY))
                : AllowedDomains.ALL;
    }

    /** Our client ID there. */
    public String clientId() {
        return settings.required("client_id").reveal();
    }

    /** Our client secret there. */
    public Secret clientSecret() {
        return settings.required("client_secret");
    }

    /**
     * Our credentials, sent as the key {@code client_auth} says; in the form where it says nothing.
     *
     * @throws IllegalArgumentException if it says anything else than auto, post or basic
     */
    public ClientCredentials client() {
        return client("auto", ClientCredentials::post);
    }

    /**
     * Our credentials, sent as the key {@code client_auth} says.
     *
     * @param usual what holds where it says nothing
     * @param auto what is meant by auto
     * @throws IllegalArgumentException if it says anything else than auto, post or basic
     */
    public ClientCredentials client(String usual, BiFunction<String, Secret, ClientCredentials> auto) {
        return switch (text("client_auth", usual)) {
            case "auto" -> auto.apply(clientId(), clientSecret());
            case "post" -> ClientCredentials.post(clientId(), clientSecret());
            case "basic" -> ClientCredentials.basic(clientId(), clientSecret());
            default -> throw new IllegalArgumentException("client_auth must be auto, post or basic");
        };
    }
}
