/** Decides nothing of its own: the in-memory stores keep the contracts of their ports. */
package io.mxcp.application.inmemory;
