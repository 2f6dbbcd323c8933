/**
 * Decides what GitHub, Google, Atlassian and Salesforce refuse, and how they say so: a strict stand-in of each on loopback, for
 * the tests of the gateways and of the whole program.
 *
 * <p>Each is started with {@code start(clock)} and is a {@link io.mxcp.domain.fixture.ScriptedProvider}: register the callback of the
 * server under test, put {@code settings(base)} into its configuration, say with {@code person(…)} who signs in. Whoever opens
 * the address to sign in at is redirected back at once.
 */
package io.mxcp.providers.scripted;
