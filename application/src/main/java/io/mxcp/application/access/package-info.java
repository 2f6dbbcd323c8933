/**
 * The protected resource's side (RFC 6750): from a bearer token to the person it stands for, with provider tokens that are fit to
 * use. This is the path that every request pays for.
 */
package io.mxcp.application.access;
