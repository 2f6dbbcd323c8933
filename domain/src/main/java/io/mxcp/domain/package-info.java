/**
 * The rules of signing in and of querying as the person who signed in, in plain Java.
 *
 * <p>Knows nothing of HTTP, SQL or any library. Each package owns one kind of fact; a port stands beside the types it speaks
 * of and is implemented by an adapter.
 */
package io.mxcp.domain;
