package io.mxcp.bootstrap;

import io.mxcp.http.mcp.ServerInfo;
import java.util.Optional;

/** What the server calls itself towards MCP clients. */
final class ServerName {
    private ServerName() {}

    static ServerInfo info() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0");
        return new ServerInfo("mxcp", version, Optional.empty());
    }
}
