package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.providers.wire.JsonMembers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a provider tells of a person. Where several sources tell the same, user info beats the ID token, and that the verified
 * access token: user info is the newest, and the access token is made for others.
 */
public final class Told {
    private static final String EMAIL_VERIFIED = "email_verified";

    private final List<JsonMembers> sources;

    private Told(List<JsonMembers> sources) {
        this.sources = sources;
    }

    /**
     * What these sources tell.
     *
     * @param tokens the claims of their ID token are known from the exchange or a refresh
     * @param accessToken its verified claims, where there are any
     */
    public static Told of(JsonMembers userInfo, ProviderTokens tokens, Optional<JsonMembers> accessToken) {
        return new Told(Stream.concat(Stream.of(userInfo, KeptClaims.in(tokens)), accessToken.stream())
                .toList());
    }

    /** All of it, by its first source. */
    public Claims claims() {
        return sources.stream()
                .map(source -> Claims.of(source.tree()))
                .reduce(Claims::or)
                .orElse(Claims.NONE);
    }

    /** The claim if it is a text. */
    public Optional<String> text(String claim) {
        return one(new ClaimPath(claim));
    }

    /** The texts of the claim, if it is a text or a list of them. */
    public List<String> texts(String claim) {
        return all(new ClaimPath(claim));
    }

    Optional<String> one(ClaimPath claim) {
        return source(claim).flatMap(claim::one);
    }

    List<String> all(ClaimPath claim) {
        return source(claim).map(claim::all).orElse(List.of());
    }

    /** What the source of the address says of it: another's word would be about another address. */
    EmailVerification verification(ClaimPath email) {
        return source(email)
                .filter(source -> email.one(source).isPresent())
                .flatMap(source -> source.flag(EMAIL_VERIFIED))
                .map(verified -> verified ? EmailVerification.VERIFIED : EmailVerification.UNVERIFIED)
                .orElse(EmailVerification.UNKNOWN);
    }

    private Optional<JsonMembers> source(ClaimPath claim) {
        return sources.stream().filter(claim::isIn).findFirst();
    }
}
