/**
 * Decides which endpoint files make which tools: {@code tools/**}{@code /*.yml}, in the order of their paths.
 *
 * <p>A mistake in a file prevents the start. What this server does not offer yet stops only the endpoint that needs it, with a
 * warning; a tool with policies is such an endpoint, since without them it would show what it must not.
 */
package io.mxcp.bootstrap.endpoints;
