/** Decides how the operator is told: one line an event, its facts as {@code name="value"}, nothing that could forge a line. */
package io.mxcp.bootstrap.logging;
