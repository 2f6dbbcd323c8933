/**
 * Decides what the command line looks like: commands, options, what they print, and the exit code: 0, 1 if a check failed, 2 if
 * it was used wrongly.
 *
 * <p>Results go to the standard output, everything about problems to the standard error, save for {@code validate}, whose result
 * they are.
 */
package io.mxcp.bootstrap.cli;
