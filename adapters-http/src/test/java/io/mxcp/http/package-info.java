/** The parts that all endpoints share. */
package io.mxcp.http;
