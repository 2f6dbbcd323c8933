/**
 * Decides how MCP is spoken at {@code /mcp}: which revisions, which messages, what a fault is called, when a call is given up.
 *
 * <p>Stateless in both revisions: nothing is remembered between two requests, least of all by a JSON-RPC id (threat T71).
 */
package io.mxcp.http.mcp;
