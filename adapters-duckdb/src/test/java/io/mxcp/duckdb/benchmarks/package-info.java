/** Figures of the adapter, printed and never asserted. */
package io.mxcp.duckdb.benchmarks;
