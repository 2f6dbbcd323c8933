/** Decides what an endpoint is that an operator wrote: its name, parameters, source and result. */
package io.mxcp.domain.endpoint;
