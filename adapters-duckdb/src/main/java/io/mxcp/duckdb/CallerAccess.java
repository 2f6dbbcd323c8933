package io.mxcp.duckdb;

/**
 * What the user functions tell.
 *
 * @param rawExternalToken whether SQL written by a caller gets the provider token itself instead of a handle
 * @param nullForNobody whether they tell NULL for nobody, instead of empty text, which a row's empty owner would equal
 */
public record CallerAccess(boolean rawExternalToken, boolean nullForNobody) {}
