/** Decides what a client is, where its answers may go, and how registrations are kept. */
package io.mxcp.domain.client;
