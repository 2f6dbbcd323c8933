package io.mxcp.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What is seen of a secret, a hash and a key: nothing. */
final class SecretTest {
    private static final Secret SECRET = Secret.of("hunter2");

    @Test
    void printsNothingOfItsContent() {
        SecretGenerator generator = new SecretGenerator();
        Secret text = generator.secret();
        KeyEncryptionKey key = KeyEncryptionKey.parse(text);

        assertThat(SECRET).hasToString("Secret[redacted]");
        assertThat(SecretHash.of(SECRET)).hasToString("SecretHash[redacted]");
        assertThat(DataKey.generate(generator)).hasToString("DataKey[redacted]");
        assertThat(key.toString())
                .isEqualTo("KeyEncryptionKey[" + key.id() + "]")
                .doesNotContain(text.reveal());
    }

    @Test
    void isEqualByContent() {
        assertThat(SECRET).isEqualTo(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("hunter2"));
        assertThat(SECRET).isNotEqualTo(Secret.of("hunter3"));
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
    }

    @Test
    void aHashKnowsItsSecretOnly() {
        SecretHash hash = SecretHash.ofBytes(SecretHash.of(SECRET).bytes());

        assertThat(hash.matches(SECRET)).isTrue();
        assertThat(hash.matches(Secret.of("hunter3"))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SecretHash.ofBytes(new byte[31]));
    }

    @Test
    void aHashDoesNotChangeWithTheBytesItGaveOut() {
        SecretHash hash = SecretHash.of(SECRET);
        hash.bytes()[0] ^= 1;

        assertThat(hash).isEqualTo(SecretHash.of(SECRET));
    }

    @Test
    void aKeyHas32BytesAndItsErrorQuotesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyEncryptionKey.parse(SECRET))
                .withMessageNotContaining("hunter2");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyEncryptionKey.ofBytes(new byte[33]));
    }
}
