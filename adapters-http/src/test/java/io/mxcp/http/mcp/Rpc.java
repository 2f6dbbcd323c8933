package io.mxcp.http.mcp;

/** Texts of JSON-RPC messages. */
final class Rpc {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"t\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private Rpc() {}

    static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    static String withMeta(String params) {
        return params.equals("{}") ? "{" + META + "}" : "{" + META + "," + params.substring(1);
    }
}
