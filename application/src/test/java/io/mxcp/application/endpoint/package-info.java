/** The flows of endpoints over an engine that records what it is asked. */
package io.mxcp.application.endpoint;
