/**
 * Decides what of the scopes a client asks for is granted, and whether a token has all that is required.
 *
 * <p>These are our own scopes ({@code mxcp:access} …). What the provider is asked for comes from the configuration and is
 * never mixed with them.
 */
package io.mxcp.domain.scope;
