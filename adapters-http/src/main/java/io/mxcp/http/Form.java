package io.mxcp.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a form that a client sent to {@code /token} or {@code /revoke}, or a browser to the consent page: each once (RFC 6749
 * §3.2), an empty one counts as left out. Prints their names only.
 */
public final class Form {
    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads the body; the query may hold no credentials.
     *
     * @throws OAuthException {@code invalid_request} if the body is no form or too large, or a field is repeated
     */
    public static Form of(HttpServletRequest request) {
        QueryParameters.refuseParametersOfTheBody(request);
        Map<String, List<String>> fields = fieldsOf(request);
        if (fields.values().stream().anyMatch(values -> values.size() > 1)) {
            throw new OAuthException(ErrorCode.INVALID_REQUEST, "a parameter is given more than once");
        }
        return new Form(fields);
    }

    /**
     * All fields of the body, repeated ones too.
     *
     * @throws OAuthException {@code invalid_request} if the body is no form or too large
     */
    public static Map<String, List<String>> fieldsOf(HttpServletRequest request) {
        byte[] body = RequestBody.read(request, MEDIA_TYPE, ErrorCode.INVALID_REQUEST);
        // one byte, one character: the decoder takes ASCII only
        return FormEncoding.parse(new String(body, ISO_8859_1));
    }

    /** The value of a field, if it is there and not empty. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(values -> values.get(0))
                .filter(value -> !value.isEmpty());
    }

    /**
     * The value of a field, read.
     *
     * @throws OAuthException {@code invalid_request} if it is missing or empty
     */
    public <T> T required(String name, Function<String, T> reader) {
        return optional(name)
                .map(reader)
                .orElseThrow(
                        () -> new OAuthException(ErrorCode.INVALID_REQUEST, "the parameter " + name + " is missing"));
    }

    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
