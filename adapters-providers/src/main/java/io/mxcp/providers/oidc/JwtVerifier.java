package io.mxcp.providers.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks that a JWT is the provider's own and in force (RFC 7519 §7.2, RFC 8725): bounded before it is parsed, signed by one
 * of its published keys with an accepted algorithm, from its issuer, in time. Safe for use by many threads.
 */
final class JwtVerifier {
    private static final int MAX_HEADER = 4 << 10;
    private static final int MAX_TOKEN = 32 << 10;
    private static final int MAX_CANDIDATES = 8;
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Pattern PLAIN_TYPE = Pattern.compile("(?i)(application/)?jwt");
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private final MetadataSource metadata;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final String addressSettings;

    /** The settings are those that make up the provider's address, for messages. */
    JwtVerifier(MetadataSource metadata, SigningKeys keys, InstantSource clock, String addressSettings) {
        this.metadata = metadata;
        this.keys = keys;
        this.clock = clock;
        this.addressSettings = addressSettings;
    }

    /** Whether the text has the form of a signed JWT at all. */
    static boolean isJwt(Secret token) {
        return COMPACT.matcher(token.reveal()).matches();
    }

    /** The claims of a token whose signature and, where there are any, issuer and times hold. */
    JsonMembers verify(Step step, Secret token) throws ProviderException {
        JWSObject jws = parse(step, token);
        checkHeader(step, jws);
        checkSignature(step, jws);
        JsonMembers claims = StrictJson.object(jws.getPayload().toBytes())
                .orElseThrow(() -> invalid(step, "its claims are no JSON object"));
        if (claims.has("iss") && !metadata.current().isOwn(claims)) {
            throw invalid(step, "it is of another issuer than the configured one: check " + addressSettings);
        }
        checkTimes(step, claims);
        return claims;
    }

    private static JWSObject parse(Step step, Secret token) throws ProviderException {
        String text = token.reveal();
        // sizes first: what is unpacked and parsed below is attacker's choice (CVE-2025-61920)
        if (text.length() > MAX_TOKEN || text.indexOf('.') > MAX_HEADER || !isJwt(token)) {
            throw invalid(step, "it is no signed JWT, or too large");
        }
        try {
            return JWSObject.parse(text);
        } catch (ParseException malformed) {
            throw invalid(step, "it is no signed JWT");
        }
    }

    private void checkHeader(Step step, JWSObject jws) throws ProviderException {
        if (!metadata.current()
                .algorithms()
                .contains(jws.getHeader().getAlgorithm().getName())) {
            throw invalid(step, "it is signed with an algorithm that is not accepted");
        }
        if (jws.getHeader().getCriticalParams() != null || !jws.getHeader().isBase64URLEncodePayload()) {
            throw invalid(step, "its header asks for an extension that is not known here");
        }
        // RFC 8725 §3.11: an access or logout token that says what it is must not pass as ID token
        if (step == Step.ID_TOKEN && !hasPlainType(jws.getHeader())) {
            throw invalid(step, "it is a token of another kind (typ)");
        }
    }

    /** Whether the header says no more than that this is a JWT (RFC 7519 §5.1). */
    private static boolean hasPlainType(JWSHeader header) {
        JOSEObjectType type = header.getType();
        return type == null || PLAIN_TYPE.matcher(type.getType()).matches();
    }

    private void checkSignature(Step step, JWSObject jws) throws ProviderException {
        List<JWK> candidates = keys.candidates(jws.getHeader());
        for (JWK key : candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size()))) {
            if (isSignedBy(key, jws)) {
                return;
            }
        }
        throw invalid(step, "its signature is by none of the provider's keys");
    }

    private static boolean isSignedBy(JWK key, JWSObject jws) {
        try {
            if (!(key instanceof AsymmetricJWK asymmetric)) {
                return false;
            }
            JWSVerifier verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(jws.getHeader(), asymmetric.toPublicKey());
            return jws.verify(verifier);
        } catch (JOSEException unusable) {
            // a key of a kind that cannot have made this signature
            return false;
        }
    }

    private void checkTimes(Step step, JsonMembers claims) throws ProviderException {
        Instant now = clock.instant();
        if (claims.has("exp") && !time(step, claims, "exp").plus(SKEW).isAfter(now)) {
            throw invalid(step, "it has expired: does this server's clock go right?");
        }
        for (String claim : List.of("iat", "nbf")) {
            if (claims.has(claim) && time(step, claims, claim).minus(SKEW).isAfter(now)) {
                throw invalid(step, "it is from the future: does this server's clock go right?");
            }
        }
    }

    private static Instant time(Step step, JsonMembers claims, String claim) throws ProviderException {
        return claims.number(claim)
                .filter(seconds -> seconds.precision() - seconds.scale() <= 12)
                .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
                .orElseThrow(() -> invalid(step, claim + " is no time"));
    }

    static ProviderException invalid(Step step, String what) {
        return step.failed(Failure.INVALID_RESPONSE, what);
    }
}
