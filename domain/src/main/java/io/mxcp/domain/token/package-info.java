/**
 * Decides how long tokens live, how a code becomes tokens once, how a refresh token is replaced, and when a replay is an
 * honest retry or a theft.
 */
package io.mxcp.domain.token;
