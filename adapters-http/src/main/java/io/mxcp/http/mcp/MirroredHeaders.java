package io.mxcp.http.mcp;

import io.mxcp.http.json.Utf8;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers that repeat what the body says, for those in between who do not read it (2026-07-28, streamable-http, "Request Metadata"). */
record MirroredHeaders(Optional<String> version, Optional<String> method, Optional<String> name) {
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E\\t]*");
    private static final String ENCODED_FROM = "=?base64?";
    private static final String ENCODED_TO = "?=";

    /** Those of a request. */
    static MirroredHeaders of(HttpServletRequest request) throws RpcException {
        return new MirroredHeaders(
                one(request, Protocol.VERSION_HEADER),
                one(request, Protocol.METHOD_HEADER),
                one(request, Protocol.NAME_HEADER));
    }

    /** Refuses a message of the newest revision whose headers say other than its body. */
    void mustMatch(Message message) throws RpcException {
        mustEqual(Protocol.METHOD_HEADER, method, message.method());
        switch (message.method()) {
            case "tools/call", "prompts/get" -> nameMustBe(message, "name");
            case "resources/read" -> nameMustBe(message, "uri");
            default -> {} // of the others nothing is named
        }
    }

    private void nameMustBe(Message message, String param) throws RpcException {
        String body = Message.textOf(message.params(), param)
                .orElseThrow(() -> RpcException.malformedParams("params." + param + " must be a text"));
        mustEqual(Protocol.NAME_HEADER, decoded(name), body);
    }

    /** Refuses a version header that is missing or another than the body's. */
    void versionMustBe(String body) throws RpcException {
        mustEqual(Protocol.VERSION_HEADER, version, body);
    }

    private static void mustEqual(String header, Optional<String> value, String body) throws RpcException {
        if (value.isEmpty()) {
            throw RpcException.headerMismatch("the " + header + " header is missing");
        }
        if (!value.get().equals(body)) {
            throw RpcException.headerMismatch("the " + header + " header differs from the body");
        }
    }

    private static Optional<String> decoded(Optional<String> value) throws RpcException {
        if (value.filter(text -> text.startsWith(ENCODED_FROM) && text.endsWith(ENCODED_TO))
                .isEmpty()) {
            return value;
        }
        String text = value.get();
        if (text.length() < ENCODED_FROM.length() + ENCODED_TO.length()) {
            throw notEncoded();
        }
        return Optional.of(base64(text.substring(ENCODED_FROM.length(), text.length() - ENCODED_TO.length())));
    }

    private static String base64(String text) throws RpcException {
        try {
            return Utf8.decode(Base64.getDecoder().decode(text)).orElseThrow(MirroredHeaders::notEncoded);
        } catch (IllegalArgumentException e) {
            throw notEncoded();
        }
    }

    private static RpcException notEncoded() {
        return RpcException.headerMismatch("the " + Protocol.NAME_HEADER + " header is not base64 of UTF-8");
    }

    /** Two lines of one header could be read differently by whoever stands in between. */
    private static Optional<String> one(HttpServletRequest request, String header) throws RpcException {
        Enumeration<String> values = request.getHeaders(header);
        if (!values.hasMoreElements()) {
            return Optional.empty();
        }
        String value = values.nextElement();
        if (values.hasMoreElements() || !PLAIN.matcher(value).matches()) {
            throw RpcException.headerMismatch("the " + header + " header is repeated or not plain ASCII");
        }
        return Optional.of(value);
    }
}
