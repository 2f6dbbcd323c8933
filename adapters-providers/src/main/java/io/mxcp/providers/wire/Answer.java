package io.mxcp.providers.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a provider answered: a status, a few headers, a bounded body. Prints the status only. */
public final class Answer {
    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /** Names of headers are in lower case. */
    Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= OK && status < REDIRECTION;
    }

    /** The bytes, unpacked. */
    public byte[] body() {
        return body.clone();
    }

    /** The media type in lower case, without parameters; empty if the answer names none. */
    public String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** A header's first value, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
