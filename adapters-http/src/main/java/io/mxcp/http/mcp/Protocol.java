package io.mxcp.http.mcp;

import java.util.List;

/** Names and numbers of the Model Context Protocol that are the same in every message. */
final class Protocol {
    /** The newest revision: stateless, without {@code initialize}. */
    static final String MODERN = "2026-07-28";
    /** The newest revision that begins with {@code initialize}. */
    static final String LEGACY = "2025-11-25";
    /** What a client speaks that names no revision (2025-11-25, basic/transports, "Protocol Version Header"). */
    static final String UNNAMED = "2025-03-26";
    /** The revisions that begin with {@code initialize}, newest first. */
    static final List<String> LEGACY_VERSIONS = List.of(LEGACY, "2025-06-18", UNNAMED);
    /** All revisions spoken here, newest first. */
    static final List<String> VERSIONS = List.of(MODERN, LEGACY, "2025-06-18", UNNAMED);

    static final String META = "_meta";
    static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String META_CLIENT = "io.modelcontextprotocol/clientInfo";
    static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String META_SERVER = "io.modelcontextprotocol/serverInfo";

    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String METHOD_HEADER = "Mcp-Method";
    static final String NAME_HEADER = "Mcp-Name";

    private Protocol() {}
}
