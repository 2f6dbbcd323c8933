package io.mxcp.providers.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one provider adds to the ordinary sign-in.
 *
 * @param tokenParameters sent with each exchange and refresh
 * @param lastingClaims of the ID token, which hold until another ID token comes; the others hold until the next refresh
 * @param subjectAlias what old forms of its user info call {@code sub}
 */
public record Additions(
        Map<String, String> tokenParameters, List<ClaimPath> lastingClaims, Optional<String> subjectAlias) {
    /** Nothing. */
    public static final Additions NONE = new Additions(Map.of(), List.of(), Optional.empty());

    /** Copies the collections. */
    public Additions {
        tokenParameters = Map.copyOf(tokenParameters);
        lastingClaims = List.copyOf(lastingClaims);
    }
}
