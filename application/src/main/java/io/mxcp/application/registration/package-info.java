/** Decides which clients there are: those of the configuration first, then those that registered themselves (RFC 7591). */
package io.mxcp.application.registration;
