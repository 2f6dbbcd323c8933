/** Decides who a query runs as, and how SQL is run on behalf of exactly one caller. */
package io.mxcp.domain.query;
