/** Decides what a refusal is called: the registered error codes, and the exception that carries one to the edge. */
package io.mxcp.domain.error;
