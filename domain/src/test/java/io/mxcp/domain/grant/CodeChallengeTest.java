package io.mxcp.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.secret.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeChallengeTest {
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    @Test
    void isMetByTheVerifierOfRfc7636AppendixB() {
        CodeChallenge challenge = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

        assertThat(CodeChallenge.of(VERIFIER)).isEqualTo(challenge);
        assertThat(challenge.isMetBy(VERIFIER)).isTrue();
        assertThat(challenge.isMetBy(Secret.of(challenge.value()))).as("plain").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c\n"
            })
    void isFortyThreeCharactersOfBase64url(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeChallenge(text));
    }

    @Test
    void knowsTheFormOfAVerifier() {
        assertThat(CodeChallenge.isVerifier(VERIFIER)).isTrue();
        assertThat(CodeChallenge.isVerifier(Secret.of("a".repeat(42)))).isFalse();
        assertThat(CodeChallenge.isVerifier(Secret.of("a".repeat(128)))).isTrue();
        assertThat(CodeChallenge.isVerifier(Secret.of("a".repeat(129)))).isFalse();
        assertThat(CodeChallenge.isVerifier(Secret.of("+".repeat(43)))).isFalse();
    }

    @Property
    void isMetByNoOtherVerifier(
            @ForAll @StringLength(min = 1, max = 130) String one,
            @ForAll @StringLength(min = 1, max = 130) String two) {
        assertThat(CodeChallenge.of(Secret.of(one)).isMetBy(Secret.of(two)))
                .isEqualTo(Secret.of(one).equals(Secret.of(two)));
    }
}
