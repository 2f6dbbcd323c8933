/**
 * The wire, seen from this server: under which name it is reached, how large a request may be, how a bearer token is read and a
 * refusal is written. Decides nothing about clients, grants or people; that is what the flows are for.
 *
 * <p>Needs the Jakarta Servlet API and no certain container.
 */
package io.mxcp.http;
