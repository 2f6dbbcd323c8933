package io.mxcp.bootstrap.demo;

import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the demo's sign-in provider knows: codes and tokens for the people that were picked. A strict one: a code is good once, for a
 * minute, with its verifier and redirect URI; a refresh token once. Safe for use by many threads.
 */
final class DemoProvider {
    /** How long its access tokens live: short, so that renewal can be watched. */
    static final Duration ACCESS_TOKEN = Duration.ofMinutes(5);

    private static final Duration CODE = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    private final SecretGenerator generator = new SecretGenerator();
    private final InstantSource clock;
    private final Map<SecretHash, Picked> codes = new ConcurrentHashMap<>();
    private final Map<SecretHash, Signed> accessTokens = new ConcurrentHashMap<>();
    private final Map<SecretHash, Signed> refreshTokens = new ConcurrentHashMap<>();

    DemoProvider(InstantSource clock) {
        this.clock = clock;
    }

    /** A person that was picked, and what the code's redemption must match. */
    record Picked(Person person, String redirectUri, CodeChallenge challenge, Instant until) {}

    private record Signed(Person person, Instant until) {}

    /** A token answer. */
    record Tokens(Secret access, Secret refresh) {}

    Secret pick(Person person, String redirectUri, CodeChallenge challenge) {
        Secret code = generator.secret();
        keep(
                codes,
                code,
                new Picked(person, redirectUri, challenge, clock.instant().plus(CODE)));
        return code;
    }

    Optional<Tokens> redeem(Secret code, Secret verifier, String redirectUri) {
        return Optional.ofNullable(codes.remove(SecretHash.of(code)))
                .filter(picked -> clock.instant().isBefore(picked.until()))
                .filter(picked -> picked.redirectUri().equals(redirectUri))
                .filter(picked -> picked.challenge().isMetBy(verifier))
                .map(picked -> sign(picked.person()));
    }

    Optional<Tokens> refresh(Secret token) {
        return Optional.ofNullable(refreshTokens.remove(SecretHash.of(token))).map(signed -> sign(signed.person()));
    }

    Optional<Person> personOf(Secret accessToken) {
        return Optional.ofNullable(accessTokens.get(SecretHash.of(accessToken)))
                .filter(signed -> clock.instant().isBefore(signed.until()))
                .map(Signed::person);
    }

    private Tokens sign(Person person) {
        Tokens tokens = new Tokens(generator.secret(), generator.secret());
        Signed signed = new Signed(person, clock.instant().plus(ACCESS_TOKEN));
        keep(accessTokens, tokens.access(), signed);
        keep(refreshTokens, tokens.refresh(), signed);
        return tokens;
    }

    /** A demo that runs for weeks does not grow: past the bound all is forgotten, and people pick themselves again. */
    private static <V> void keep(Map<SecretHash, V> map, Secret key, V value) {
        if (map.size() >= MOST_KEPT) {
            map.clear();
        }
        map.put(SecretHash.of(key), value);
    }
}
