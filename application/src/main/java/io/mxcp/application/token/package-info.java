/** The back channel (RFC 6749 §4.1.3 and §6, RFC 7009): codes and refresh tokens become tokens, and grants end. */
package io.mxcp.application.token;
