package io.mxcp.domain.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra of scopes, and what a policy makes of it. */
class ScopesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "\u00e9", "a\tb", "a\n", "\u007f"})
    void aScopeIsOneTokenOfRfc6749(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope(text));
    }

    @Test
    void readsListsAndFoldsDuplicates() {
        assertThat(Scopes.parse("b a  b ")).hasToString("b a");
        assertThat(Scopes.parse("  ").isEmpty()).isTrue();
    }

    @Property
    void comeBackAsTheyWereWritten(@ForAll("scopes") Scopes scopes) {
        assertThat(Scopes.parse(scopes.toString())).isEqualTo(scopes);
    }

    @Property
    void obeyTheLawsOfSets(@ForAll("scopes") Scopes a, @ForAll("scopes") Scopes b) {
        assertThat(a.union(b).containsAll(a)).isTrue();
        assertThat(a.union(b)).isEqualTo(b.union(a));
        assertThat(a.containsAll(a.intersect(b))).isTrue();
        assertThat(a.intersect(b)).isEqualTo(b.intersect(a));
        assertThat(a.minus(b).intersect(b).isEmpty()).isTrue();
        assertThat(a.minus(b).union(a.intersect(b))).isEqualTo(a);
    }

    @Property
    void neverGrantMoreThanAClientIsRegisteredFor(
            @ForAll("scopes") Scopes required, @ForAll("scopes") Scopes registered, @ForAll("scopes") Scopes asked) {
        ScopePolicy policy = ScopePolicy.requiring(required);
        try {
            assertThat(registered.containsAll(policy.grant(asked, registered))).isTrue();
        } catch (OAuthException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SCOPE);
            assertThat(asked.intersect(registered).isEmpty()).isTrue();
        }
    }

    @Property
    void neverWidenAGrant(@ForAll("scopes") Scopes granted, @ForAll("scopes") Scopes asked) {
        ScopePolicy policy = ScopePolicy.requiring(Scopes.NONE);
        if (granted.containsAll(asked)) {
            assertThat(granted.containsAll(policy.narrow(asked, granted))).isTrue();
        } else {
            assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> policy.narrow(asked, granted));
        }
    }

    @Property
    void letATokenPassExactlyWhenItHasAllThatIsRequired(
            @ForAll("scopes") Scopes required, @ForAll("scopes") Scopes held) {
        assertThat(ScopePolicy.requiring(required).missing(held).isEmpty()).isEqualTo(held.containsAll(required));
    }

    @Property
    void letEveryClientThatRegistersWithoutScopesIn(@ForAll("scopes") Scopes required) {
        ScopePolicy policy = ScopePolicy.requiring(required);
        Scopes registered = policy.register(Scopes.NONE);

        assertThat(policy.missing(policy.grant(policy.challenge(), registered)).isEmpty())
                .isTrue();
        assertThat(policy.missing(policy.grant(Scopes.NONE, registered)).isEmpty())
                .isTrue();
    }

    @Property
    void registerOnlyWhatIsOffered(
            @ForAll("scopes") Scopes required, @ForAll("scopes") Scopes offered, @ForAll("scopes") Scopes asked) {
        ScopePolicy policy = new ScopePolicy(required, offered);

        assertThat(policy.offered().containsAll(policy.register(asked))).isTrue();
    }

    @Test
    void ignoreTheWishForARefreshToken() {
        ScopePolicy policy = ScopePolicy.requiring(Scopes.of(Scope.ACCESS));
        Scopes asked = Scopes.of(Scope.OFFLINE_ACCESS);

        assertThat(policy.grant(asked, Scopes.of(Scope.ACCESS))).isEqualTo(Scopes.of(Scope.ACCESS));
        assertThat(policy.narrow(asked, Scopes.of(Scope.ACCESS))).isEqualTo(Scopes.of(Scope.ACCESS));
    }

    @Provide
    Arbitrary<Scopes> scopes() {
        Arbitrary<Set<Scope>> sets = Arbitraries.of("mxcp:access", "a", "b", "c:d", "e/f")
                .map(Scope::new)
                .set();
        return sets.map(Scopes::new);
    }
}
