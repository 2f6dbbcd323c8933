/**
 * Decides how a sign-in by OAuth 2 goes with any provider: what is sent, what must come back, and which failure it is when
 * something else does. A provider's own package holds its differences only.
 */
package io.mxcp.providers.oauth2;
