/**
 * Decides what is special to GitHub: its addresses, its errors with status 200, where it tells e-mail addresses, and who
 * may come in by organisations, teams and verified addresses.
 *
 * <p>The subject is the number {@code id}; the login may be renamed, and pass to another person. The tokens of an OAuth app
 * never end; those of a GitHub App may, and are refreshed.
 */
package io.mxcp.providers.github;
