package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts in a row, as the one plaintext that gets sealed: each behind its length in four bytes.
 *
 * <p>A writer appends, a reader takes in the same order. Not safe for use by several threads.
 */
public final class Fields {
    private static final String ABSENT = "";
    private static final String PRESENT = "+";

    private byte[] buffer;
    private int position;

    private Fields(byte[] buffer) {
        this.buffer = buffer;
    }

    /** Empty, to append to. */
    public static Fields write() {
        return new Fields(new byte[512]);
    }

    /** To take from. */
    public static Fields read(byte[] plaintext) {
        return new Fields(plaintext.clone());
    }

    /** Appends a text. */
    public Fields put(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (position + 4 + bytes.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + 4 + bytes.length));
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[position++] = (byte) (bytes.length >>> shift);
        }
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
        return this;
    }

    /** Appends a text that may be absent. */
    public Fields put(Optional<String> text) {
        return put(text.map(PRESENT::concat).orElse(ABSENT));
    }

    /** Appends a secret. */
    public Fields putSecret(Secret secret) {
        return put(secret.reveal());
    }

    /** Appends a secret that may be absent. */
    public Fields putSecret(Optional<Secret> secret) {
        return put(secret.map(Secret::reveal));
    }

    /** Appends texts, their number first. */
    public Fields put(Iterable<String> texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(all::add);
        put(Integer.toString(all.size()));
        all.forEach(this::put);
        return this;
    }

    /** Appends a map, its size first. */
    public Fields put(Map<String, String> map) {
        put(Integer.toString(map.size()));
        map.forEach((key, value) -> put(key).put(value));
        return this;
    }

    /** All that was appended. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, position);
    }

    /**
     * Takes the next text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public String take() {
        if (position + 4 > buffer.length) {
            throw new IllegalArgumentException("a field is missing");
        }
        int length = 0;
        for (int i = 0; i < 4; i++) {
            length = (length << 8) | (buffer[position++] & 0xff);
        }
        if (length < 0 || length > buffer.length - position) {
            throw new IllegalArgumentException("a field is cut off");
        }
        String text = new String(buffer, position, length, UTF_8);
        position += length;
        return text;
    }

    /** Takes a text that may be absent. */
    public Optional<String> takeOptional() {
        String text = take();
        return text.isEmpty() ? Optional.empty() : Optional.of(text.substring(PRESENT.length()));
    }

    /** Takes a secret. */
    public Secret takeSecret() {
        return Secret.of(take());
    }

    /** Takes a secret that may be absent. */
    public Optional<Secret> takeOptionalSecret() {
        return takeOptional().map(Secret::of);
    }

    /** Takes texts. */
    public List<String> takeList() {
        int size = Integer.parseInt(take());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(take());
        }
        return texts;
    }

    /** Takes a map, in the order it was written. */
    public Map<String, String> takeMap() {
        int size = Integer.parseInt(take());
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(take(), take());
        }
        return map;
    }
}
