/**
 * Runs what an operator, or a caller, wrote in SQL, as the person who called: tools, resources, and the built-in SQL tools; and renders
 * prompts.
 */
package io.mxcp.application.endpoint;
