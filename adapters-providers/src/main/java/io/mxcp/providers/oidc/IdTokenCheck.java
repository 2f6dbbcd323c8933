package io.mxcp.providers.oidc;

import static io.mxcp.providers.oidc.JwtVerifier.invalid;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks an ID token in the order of OpenID Connect Core 1.0 §3.1.3.7, and gives its claims, a subject among them. */
final class IdTokenCheck {
    private static final int MAX_SUBJECT = 255;

    private final JwtVerifier verifier;
    private final MetadataSource metadata;
    private final String clientId;

    IdTokenCheck(JwtVerifier verifier, MetadataSource metadata, String clientId) {
        this.verifier = verifier;
        this.metadata = metadata;
        this.clientId = clientId;
    }

    /** The claims of a token that came with a code, for the sign-in with this nonce. */
    JsonMembers claims(Secret idToken, Secret nonce) throws ProviderException {
        JsonMembers claims = claims(idToken);
        if (!claims.secret("nonce").equals(Optional.of(nonce))) {
            throw invalid(Step.ID_TOKEN, "it was not made for this sign-in (nonce)");
        }
        return claims;
    }

    /** The claims of a token that came with a refresh; it need not hold a nonce (§12.2). */
    JsonMembers claims(Secret idToken) throws ProviderException {
        JsonMembers claims = verifier.verify(Step.ID_TOKEN, idToken);
        for (String claim : List.of("iss", "exp", "iat")) {
            if (!claims.has(claim)) {
                throw invalid(Step.ID_TOKEN, "it has no " + claim);
            }
        }
        checkAudience(claims);
        checkSubject(claims);
        checkTenant(claims);
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

    private static void checkSubject(JsonMembers claims) throws ProviderException {
        if (claims.text("sub")
                .filter(subject -> subject.length() <= MAX_SUBJECT)
                .isEmpty()) {
            throw invalid(Step.ID_TOKEN, "it has no sub");
        }
    }

    /** The signature says nothing here: all tenants share the provider's keys. */
    private void checkTenant(JsonMembers claims) throws ProviderException {
        Set<String> allowed = metadata.current().tenants();
        if (allowed.isEmpty()) {
            return;
        }
        String tenant = claims.text(OidcMetadata.TENANT_CLAIM)
                .orElseThrow(() -> invalid(Step.ID_TOKEN, "it has no tid, which allowed_tenants needs"));
        if (!allowed.contains(tenant)) {
            throw Step.ID_TOKEN.refused(Policy.DOMAIN, "the person's tenant is not in allowed_tenants");
        }
    }
}
