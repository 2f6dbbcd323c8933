/** What this server publishes about itself (RFC 8414, RFC 9728). */
package io.mxcp.application.metadata;
