package io.mxcp.bootstrap;

import io.mxcp.http.mcp.ServerInfo;
import java.util.Optional;

/** What the server calls itself towards MCP clients. */
final class ServerName {
    private ServerName() {}

    static ServerInfo info() {
        return new ServerInfo("mxcp", Main.version(), Optional.empty());
    }
}
