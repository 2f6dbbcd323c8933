/**
 * Decides how the stores keep their promises within one process: the default where no persistence is configured.
 *
 * <p>Everything here is gone when the process ends, so that people sign in again. What is over stays in memory until it is
 * swept.
 */
package io.mxcp.application.inmemory;
