/** Decides what an operator must be able to see afterwards: who signed in, who was refused, what ended. */
package io.mxcp.domain.audit;
