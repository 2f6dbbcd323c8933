/** The MCP endpoint as clients see it, over a real container, with an engine that does as it is told. */
package io.mxcp.http.mcp;
