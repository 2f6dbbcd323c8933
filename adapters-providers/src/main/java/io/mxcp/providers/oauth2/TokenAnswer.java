package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A token answer (RFC 6749 §5.1) whose members have been checked. Prints nothing of them. */
public final class TokenAnswer {
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** What can stand in an Authorization header (RFC 6750 §2.1); nothing that ends one. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private final Step step;
    private final Instant asked;
    private final JsonMembers members;
    private final TokenDialect dialect;
    private final Secret accessToken;
    private final Expiry expiry;
    private final Expiry refreshExpiry;
    private final Optional<Scopes> scopes;

    TokenAnswer(Step step, JsonMembers members, Instant asked, TokenDialect dialect) throws ProviderException {
        this.step = step;
        this.asked = asked;
        this.members = members;
        this.dialect = dialect;
        this.accessToken = accessToken();
        this.expiry = members.has("expires_in") ? expiry("expires_in") : dialect.unsaidExpiry();
        this.refreshExpiry = refreshExpiry();
        this.scopes = scopes();
    }

    /** All members, for what is special to a provider. */
    public JsonMembers members() {
        return members;
    }

    /** What the first answer for a grant gives. */
    public ProviderTokens first(Scopes requested, Map<String, String> facts) {
        return new ProviderTokens(
                accessToken,
                expiry,
                members.secret("refresh_token"),
                refreshExpiry,
                scopes.orElse(requested),
                scopes.isPresent(),
                facts);
    }

    /** What a later answer gives: whatever it leaves out stays as it was. */
    public ProviderTokens after(ProviderTokens before, Map<String, String> newFacts) {
        Map<String, String> facts = new HashMap<>(before.facts());
        facts.putAll(newFacts);
        boolean sameRefreshToken = members.secret("refresh_token").isEmpty() && refreshExpiry instanceof Expiry.Unknown;
        return new ProviderTokens(
                accessToken,
                expiry,
                members.secret("refresh_token").or(before::refreshToken),
                sameRefreshToken ? before.refreshExpiry() : refreshExpiry,
                scopes.orElse(before.scopes()),
                scopes.isPresent() || before.scopesReported(),
                facts);
    }

    private Secret accessToken() throws ProviderException {
        if (members.has("token_type")
                && members.text("token_type").filter("bearer"::equalsIgnoreCase).isEmpty()) {
            throw invalid("tokens of a type other than bearer");
        }
        return members.text("access_token")
                .filter(text -> TOKEN.matcher(text).matches())
                .map(Secret::of)
                .orElseThrow(() -> invalid("no access token in it"));
    }

    /** Nothing of it said: unknown. A date in a token answer is a little early: clocks differ, and answers travel. */
    private Expiry expiry(String member) throws ProviderException {
        if (!members.has(member)) {
            return new Expiry.Unknown();
        }
        BigDecimal seconds = seconds(member)
                .filter(number -> number.signum() >= 0)
                .orElseThrow(() -> invalid(member + " is no number of seconds"));
        Duration lifetime = Duration.ofSeconds(
                seconds.min(BigDecimal.valueOf(LONGEST.toSeconds())).longValue());
        Duration half = lifetime.dividedBy(2);
        return new Expiry.At(asked.plus(lifetime).minus(half.compareTo(LEEWAY) < 0 ? half : LEEWAY));
    }

    /** Keycloak says 0 where a refresh token does not end. */
    private Expiry refreshExpiry() throws ProviderException {
        boolean endless = seconds("refresh_expires_in")
                .filter(number -> number.signum() == 0)
                .isPresent();
        String member = members.has("refresh_token_expires_in") ? "refresh_token_expires_in" : "refresh_expires_in";
        return endless ? new Expiry.Never() : expiry(member);
    }

    private Optional<BigDecimal> seconds(String member) {
        return members.number(member)
                .or(() -> members.text(member)
                        .filter(text -> text.matches("\\d{1,18}"))
                        .map(BigDecimal::new));
    }

    private Optional<Scopes> scopes() throws ProviderException {
        try {
            return members.text("scope").map(dialect::scopes).filter(granted -> !granted.isEmpty());
        } catch (IllegalArgumentException malformed) {
            throw invalid("scope is no list of scopes");
        }
    }

    private ProviderException invalid(String what) {
        return step.failed(Failure.INVALID_RESPONSE, "the answer cannot be used: " + what);
    }

    @Override
    public String toString() {
        return "TokenAnswer" + members;
    }
}
