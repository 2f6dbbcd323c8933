package io.mxcp.providers.oidc;

import static io.mxcp.providers.oidc.JwtVerifier.invalid;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.List;
import java.util.Optional;

/** Checks an ID token in the order of OpenID Connect Core 1.0 §3.1.3.7, and tells whose it is. */
final class IdTokenCheck {
    private static final int MAX_SUBJECT = 255;

    private final JwtVerifier verifier;
    private final String clientId;

    IdTokenCheck(JwtVerifier verifier, String clientId) {
        this.verifier = verifier;
        this.clientId = clientId;
    }

    /** The subject of a token that came with a code, for the sign-in with this nonce. */
    String subject(Secret idToken, Secret nonce) throws ProviderException {
        JsonMembers claims = claims(idToken);
        if (!claims.secret("nonce").equals(Optional.of(nonce))) {
            throw invalid(Step.ID_TOKEN, "it was not made for this sign-in (nonce)");
        }
        return subject(claims);
    }

    /** The subject of a token that came with a refresh; it need not hold a nonce (§12.2). */
    String subject(Secret idToken) throws ProviderException {
        return subject(claims(idToken));
    }

    private JsonMembers claims(Secret idToken) throws ProviderException {
        JsonMembers claims = verifier.verify(Step.ID_TOKEN, idToken);
        for (String claim : List.of("iss", "exp", "iat")) {
            if (!claims.has(claim)) {
                throw invalid(Step.ID_TOKEN, "it has no " + claim);
            }
        }
        checkAudience(claims);
        return claims;
    }

    private void checkAudience(JsonMembers claims) throws ProviderException {
        List<String> audience = claims.textOrTexts("aud");
        if (!audience.contains(clientId)) {
            throw invalid(Step.ID_TOKEN, "it was made for another client (aud): check client_id");
        }
        boolean mustName = audience.size() > 1 || claims.has("azp");
        if (mustName && !claims.text("azp").equals(Optional.of(clientId))) {
            throw invalid(Step.ID_TOKEN, "it was made for another client (azp)");
        }
    }

    private static String subject(JsonMembers claims) throws ProviderException {
        return claims.text("sub")
                .filter(subject -> subject.length() <= MAX_SUBJECT)
                .orElseThrow(() -> invalid(Step.ID_TOKEN, "it has no sub"));
    }
}
