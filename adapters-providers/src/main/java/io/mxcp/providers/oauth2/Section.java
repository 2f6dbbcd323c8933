package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

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

    /** Our client ID there. */
    public String clientId() {
        return settings.required("client_id").reveal();
    }

    /** Our credentials, sent in the form. */
    public ClientCredentials client() {
        return ClientCredentials.post(clientId(), settings.required("client_secret"));
    }
}
