package io.mxcp.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProviderSessionTest {
    @Property
    void comesBackAsItWasWritten(@ForAll("sessions") ProviderSession session) {
        assertThat(ProviderSession.ofBytes(session.toBytes())).contains(session);
    }

    @Property
    void isRefusedWhereItIsCutOff(@ForAll("sessions") ProviderSession session) {
        byte[] bytes = session.toBytes();
        for (int length : new int[] {0, 1, 4, bytes.length / 2, bytes.length - 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProviderSession.ofBytes(Arrays.copyOf(bytes, length)));
        }
    }

    @Property
    void printsNoToken(@ForAll("sessions") ProviderSession session) {
        assertThat(session.toString()).doesNotContain("the-access-token").doesNotContain("the-refresh-token");
    }

    @Provide
    Arbitrary<ProviderSession> sessions() {
        return Combinators.combine(tokens(), profiles()).as(ProviderSession::new);
    }

    private static Arbitrary<ProviderTokens> tokens() {
        Arbitrary<Secret> access = Arbitraries.of("the-access-token", "the-access-token \u00e9\u0000")
                .map(Secret::of);
        Arbitrary<Scopes> scopes = Arbitraries.of("openid", "a:b", "repo", "x/y")
                .map(Scope::new)
                .set()
                .ofMaxSize(4)
                .map(Scopes::new);
        return Combinators.combine(
                        access,
                        expiries(),
                        Arbitraries.of("the-refresh-token").map(Secret::of).optional(),
                        expiries(),
                        scopes,
                        Arbitraries.of(true, false),
                        facts())
                .as(ProviderTokens::new);
    }

    private static Arbitrary<Expiry> expiries() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-1_000_000, 4_000_000_000_000L).map(millis ->
                        (Expiry) new Expiry.At(Instant.ofEpochMilli(millis))),
                Arbitraries.of(new Expiry.Never(), new Expiry.Unknown()));
    }

    private static Arbitrary<UserProfile> profiles() {
        Arbitrary<String> filled = texts().ofMinLength(1);
        return Combinators.combine(
                        filled, filled, filled, texts().optional(), texts().optional(), texts().list(), facts())
                .as((issuer, subject, username, email, name, groups, facts) -> new UserProfile(
                        issuer,
                        subject,
                        username,
                        email,
                        UserProfile.EmailVerification.UNVERIFIED,
                        name,
                        groups,
                        groups,
                        facts,
                        Claims.of(java.util.Map.of(
                                "facts", facts, "groups", groups, "n", facts.size(), "yes", true, "user", username))));
    }

    private static Arbitrary<java.util.Map<String, String>> facts() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(3);
    }

    /** Unpaired surrogates have no UTF-8 form; JSON readers hand none out. */
    private static net.jqwik.api.arbitraries.StringArbitrary texts() {
        return Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(20);
    }
}
