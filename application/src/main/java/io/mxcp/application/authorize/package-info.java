/**
 * The front channel (RFC 6749 §4.1.1 and §4.1.2): a client's request, the person's decision on our page, the provider's answer, and
 * the redirect back. Every step is bound to the browser that began it.
 */
package io.mxcp.application.authorize;
