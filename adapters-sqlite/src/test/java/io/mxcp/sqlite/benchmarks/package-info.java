/** Decides how fast is fast enough: the figures of the durable stores, measured as their callers see them. */
package io.mxcp.sqlite.benchmarks;
