package io.mxcp.providers.oidc;

import io.mxcp.providers.wire.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one provider adds to the ordinary sign-in.
 *
 * @param tokenParameters sent with each exchange and refresh
 * @param keptClaims of the ID token, to be kept for the profile: some providers tell them in no other place
 * @param subjectAlias what old forms of its user info call {@code sub}
 */
public record Additions(
        Map<String, String> tokenParameters, List<ClaimPath> keptClaims, Optional<String> subjectAlias) {
    /** Nothing. */
    public static final Additions NONE = new Additions(Map.of(), List.of(), Optional.empty());

    /** Copies the collections. */
    public Additions {
        tokenParameters = Map.copyOf(tokenParameters);
        keptClaims = List.copyOf(keptClaims);
    }

    /** The kept claims as facts of the provider tokens. One that is no longer there replaces an earlier one, too. */
    Map<String, String> kept(JsonMembers idToken) {
        Map<String, String> facts = new LinkedHashMap<>();
        keptClaims.forEach(claim -> facts.put(claim.factName(), claim.written(idToken)));
        return facts;
    }
}
