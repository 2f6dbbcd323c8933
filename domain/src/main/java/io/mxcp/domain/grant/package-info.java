/**
 * Decides what an authorization request must be, how it is kept until the person has decided and come back, and what the
 * grant is that comes of it.
 */
package io.mxcp.domain.grant;
