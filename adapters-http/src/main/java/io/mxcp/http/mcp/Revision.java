package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/** The two ways of speaking MCP over HTTP. */
enum Revision {
    /** 2026-07-28: each request says all about itself. */
    MODERN,
    /** 2025-11-25 and before: {@code initialize} comes first, and is answered without a session. */
    LEGACY;

    /**
     * How this message is spoken: newly if it carries anything of the new metadata or names the new revision in its header.
     *
     * @throws RpcException if it does so incompletely or inconsistently, or names a revision that is not spoken here
     */
    static Revision of(Message message, MirroredHeaders headers) throws RpcException {
        JsonElement meta = Message.member(message.params(), Protocol.META);
        boolean marked = meta instanceof JsonObject object && isModern(object);
        if (marked || headers.version().filter(Protocol.MODERN::equals).isPresent()) {
            return message.isNotification() ? MODERN : checked(message, meta, headers);
        }
        return legacy(headers.version());
    }

    private static boolean isModern(JsonObject meta) {
        return meta.has(Protocol.META_VERSION)
                || meta.has(Protocol.META_CAPABILITIES)
                || meta.has(Protocol.META_CLIENT);
    }

    private static Revision checked(Message message, JsonElement meta, MirroredHeaders headers) throws RpcException {
        if (!(meta instanceof JsonObject object)) {
            throw RpcException.malformedParams("params._meta is missing");
        }
        String version =
                Message.textOf(object, Protocol.META_VERSION).orElseThrow(() -> missing(Protocol.META_VERSION));
        headers.versionMustBe(version);
        if (Protocol.LEGACY_VERSIONS.contains(version)) {
            return LEGACY;
        }
        if (!version.equals(Protocol.MODERN)) {
            throw RpcException.unsupportedVersion(version);
        }
        if (!Message.member(object, Protocol.META_CAPABILITIES).isJsonObject()) {
            throw missing(Protocol.META_CAPABILITIES);
        }
        headers.mustMatch(message);
        return MODERN;
    }

    private static RpcException missing(String key) {
        return RpcException.malformedParams("params._meta lacks " + key);
    }

    private static Revision legacy(Optional<String> header) throws RpcException {
        String version = header.orElse(Protocol.UNNAMED);
        if (!Protocol.LEGACY_VERSIONS.contains(version)) {
            throw RpcException.unsupportedVersion(version);
        }
        return LEGACY;
    }
}
