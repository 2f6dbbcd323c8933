/** Decides what every implementation of a port must keep: a contract per port, to extend with a real adapter. */
package io.mxcp.domain.contract;
