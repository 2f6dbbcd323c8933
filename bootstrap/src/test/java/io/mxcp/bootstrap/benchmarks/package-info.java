/**
 * Figures of the whole program, printed and never asserted: {@code bin/mxcp} as its own process, driven over loopback. Bounded in count
 * and time; started by hand, as {@code docs/performance.md} says.
 */
package io.mxcp.bootstrap.benchmarks;
