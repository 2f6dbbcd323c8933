/**
 * Decides how the keys of a settings file are described: once, for the readers, which can ask for no other key, and for the
 * JSON Schema and the reference that people read.
 */
package io.mxcp.bootstrap.config.keys;
