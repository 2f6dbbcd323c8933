/**
 * Decides how SQL runs in DuckDB on behalf of exactly one person: how the engine is opened and locked, what a lease is, what
 * SQL written by a caller may say, and how values go in and out.
 *
 * <p>The driver carries a native library of 71 MiB per platform. At the first use it looks, in this order, for the resource
 * {@code /libduckdb_java.so_<os>_<arch>} in its own jar (and then unpacks it into {@code java.io.tmpdir} at every start), for
 * {@code libduckdb_java.so} in {@code java.library.path}, and for the file {@code libduckdb_java.so_<os>_<arch>} beside its jar.
 * A distribution that takes the resource out of the jar and lays the file beside it spares the unpacking.
 */
package io.mxcp.duckdb;
