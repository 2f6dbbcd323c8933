/**
 * Decides which endpoint files make which tools, resources and prompts: {@code *.yml} at any depth of the three folders, in the order
 * of their paths.
 *
 * <p>A mistake in a file prevents the start. What this server does not offer yet stops only the endpoint that needs it, with a
 * warning; an endpoint with policies is such a one, since without them it would show what it must not.
 */
package io.mxcp.bootstrap.endpoints;
