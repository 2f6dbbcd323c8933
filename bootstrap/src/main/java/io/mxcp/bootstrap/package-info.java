/**
 * The program: reads the configuration, puts the parts together, listens. The only place that knows all modules, the clock, the
 * environment and the console.
 */
package io.mxcp.bootstrap;
