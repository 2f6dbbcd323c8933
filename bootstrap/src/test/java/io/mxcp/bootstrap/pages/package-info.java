/**
 * What README, SECURITY and {@code docs/} show is used by a test: a block that a reader could copy is found here by what it is,
 * and a block of no known kind fails the build.
 */
package io.mxcp.bootstrap.pages;
