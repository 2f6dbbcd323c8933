package io.mxcp.domain.secret;

import java.util.List;
import java.util.Optional;

/**
 * The keys of this server: the first one writes, all of them read.
 *
 * <p>To rotate, put a new key in front and keep the old one for as long as its tokens live. A key taken off the list
 * fails closed: what it sealed is as good as never issued.
 */
public record KeyRing(List<KeyEncryptionKey> keys) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public KeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring needs at least one key");
        }
    }

    /** A ring of one key. */
    public static KeyRing of(KeyEncryptionKey key) {
        return new KeyRing(List.of(key));
    }

    /** The key that seals what is written now. */
    public KeyEncryptionKey newest() {
        return keys.get(0);
    }

    Optional<KeyEncryptionKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
