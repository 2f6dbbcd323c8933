/** Runs what an operator, or a caller, wrote in SQL, as the person who called: tools, and the built-in SQL tools. */
package io.mxcp.application.endpoint;
