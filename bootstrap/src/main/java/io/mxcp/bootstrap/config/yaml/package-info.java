/**
 * Decides how a YAML file is read: what is too large, which key is unknown and what was meant, and where in which file a
 * mistake is.
 *
 * <p>No mistake throws: each becomes a {@link io.mxcp.bootstrap.config.yaml.Problem}, and reading goes on, so that all of
 * them are told at once. A key is known if its reader asked for it, and a
 * reader of a settings file can ask only for keys that {@link io.mxcp.bootstrap.config.keys} describe. No message quotes a
 * value that may be a secret. The types here are for one thread.
 */
package io.mxcp.bootstrap.config.yaml;
