/**
 * The program from outside: {@code bin/mxcp} as its own process, a real Keycloak, the official clients, a real browser.
 *
 * <p>Needs what {@code bin/verify} installs: Chromium, and the packages of {@code src/test/node}.
 */
package io.mxcp.bootstrap.e2e;
