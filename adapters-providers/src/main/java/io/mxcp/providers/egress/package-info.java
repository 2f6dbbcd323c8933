/**
 * Decides what may be connected to, for how long, and how much is read ({@link io.mxcp.providers.egress.EgressGuard}).
 *
 * <p>Addresses that the operator wrote into the configuration are trusted as they stand, private and loopback ones too: a
 * Keycloak beside this server is the usual case, and whoever writes the configuration runs this process already. Addresses
 * that came in a provider's answer (its discovery document) are not: they must be of the same scheme, host and port as a
 * configured one, or https at a public address. A name is looked up once for each connection: all of its addresses are checked,
 * and the connection goes to one of those, so that a name which turns inwards after the check gains nothing.
 *
 * <p>Addresses that SQL names ({@link io.mxcp.providers.egress.GuardedWebReader}) are of hosts that the operator or the caller's provider
 * allows; they must be https and public unless the operator allows inner ones too.
 */
package io.mxcp.providers.egress;
