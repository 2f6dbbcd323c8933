package io.mxcp.providers.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A provider's public keys (RFC 7517), read when first needed and hourly. A token by an unknown key makes them be read
 * again, every 30 s at most: anyone can send a token with an invented key. Safe for use by many threads.
 */
final class SigningKeys {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final int SERVER_ERROR = 500;

    private final MetadataSource metadata;
    private final ProviderHttp http;
    private final Cached<JWKSet> keys;

    SigningKeys(MetadataSource metadata, ProviderHttp http, InstantSource clock) {
        this.metadata = metadata;
        this.http = http;
        this.keys = new Cached<>(this::read, MAX_AGE, clock);
    }

    /** Keys that may have signed under this header; empty if there are none even after a second look. */
    List<JWK> candidates(JWSHeader header) throws ProviderException {
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        List<JWK> known = selector.select(keys.get());
        return known.isEmpty() ? selector.select(keys.again()) : known;
    }

    private JWKSet read() throws ProviderException {
        Answer answer = http.get(
                Step.KEYS,
                metadata.current().keys(),
                Map.of("Accept", "application/jwk-set+json, application/json"),
                ProviderHttp.TOKEN_ANSWER_BYTES);
        if (answer.status() >= SERVER_ERROR) {
            throw Step.KEYS.failed(
                    Failure.UNREACHABLE, "the provider has trouble of its own (HTTP " + answer.status() + ")");
        }
        if (!answer.isSuccess() || StrictJson.object(answer.body()).isEmpty()) {
            throw unreadable(answer);
        }
        try {
            return JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8))
                    .toPublicJWKSet();
        } catch (ParseException malformed) {
            throw unreadable(answer);
        }
    }

    private static ProviderException unreadable(Answer answer) {
        return Step.KEYS.failed(
                Failure.INVALID_RESPONSE, "the answer is no set of keys (HTTP " + answer.status() + ")");
    }
}
