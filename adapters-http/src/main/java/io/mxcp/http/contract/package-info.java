/**
 * Decides what may be sent to an endpoint and what it may give, as JSON: by the schemas that clients are told, and for everybody who
 * uses one, be it over MCP or at a command line.
 */
package io.mxcp.http.contract;
