/** Decides what JSON is taken from strangers, how much of it, and how values of queries are spelled in JSON (RFC 8259). */
package io.mxcp.http.json;
