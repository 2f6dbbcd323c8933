/**
 * Decides how the stores survive: one SQLite file, one writer that commits in groups, and what is refused at the start.
 *
 * <p>Every row belongs to a realm, and a database is opened for one: what another realm keeps in the same file is never seen.
 */
package io.mxcp.sqlite;
