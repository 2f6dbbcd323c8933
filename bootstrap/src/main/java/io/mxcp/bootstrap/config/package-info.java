/**
 * Decides what the operator's files and the environment mean: {@code mxcp-site.yml} of the project, {@code config.yml} of the
 * user, and what overrides them. An option wins over the environment, which wins over a file.
 *
 * <p>Of {@code config.yml} only the profile in use is resolved and checked in full; in the others unknown keys are found.
 */
package io.mxcp.bootstrap.config;
