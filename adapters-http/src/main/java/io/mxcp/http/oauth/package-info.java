/**
 * One servlet for each OAuth endpoint. Each reads a request, calls a flow and writes what came of it; decisions are the flows'.
 * {@link io.mxcp.http.oauth.AuthRoutes} lists them for whoever runs a servlet container.
 */
package io.mxcp.http.oauth;
