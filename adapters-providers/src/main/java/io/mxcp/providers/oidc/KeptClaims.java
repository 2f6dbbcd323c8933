package io.mxcp.providers.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The claims of the verified ID token, kept among the facts of the provider tokens: some providers tell groups or names in no
 * other place, and the profile is read later.
 */
final class KeptClaims {
    private static final String FACT = "oidc.id_token";

    /** About the token, not the person; they change with each one. */
    private static final Set<String> PASSING =
            Set.of("aud", "azp", "nonce", "at_hash", "c_hash", "s_hash", "exp", "iat", "nbf", "jti");

    /** Who somebody is, as opposed to what they may do. */
    private static final Set<String> IDENTITY =
            Set.of("iss", "sub", "tid", "name", "preferred_username", "given_name", "family_name", "locale");

    private KeptClaims() {}

    /** The fact that keeps these claims. */
    static Map<String, String> of(JsonMembers idToken) {
        return fact(idToken, name -> !PASSING.contains(name));
    }

    /**
     * The fact after a refresh that brought no ID token: nobody vouches any longer for a group or role that the old one told,
     * so only who somebody is stays, and these claims.
     */
    static Map<String, String> lasting(ProviderTokens tokens, List<ClaimPath> lasting) {
        return fact(
                in(tokens),
                name -> IDENTITY.contains(name) || lasting.stream().anyMatch(claim -> claim.isWithin(name)));
    }

    /** The claims that are kept with these tokens. */
    static JsonMembers in(ProviderTokens tokens) {
        return read(tokens.facts().getOrDefault(FACT, "{}"));
    }

    private static Map<String, String> fact(JsonMembers claims, Predicate<String> stays) {
        Map<String, Object> kept = new TreeMap<>(claims.tree());
        kept.keySet().removeIf(name -> !stays.test(name));
        return Map.of(FACT, new Gson().toJson(kept));
    }

    /** What was written here is always readable: it came out of a checked token. */
    private static JsonMembers read(String json) {
        return StrictJson.object(json.getBytes(UTF_8))
                .orElseThrow(() -> new IllegalStateException("the kept claims are no JSON object"));
    }
}
