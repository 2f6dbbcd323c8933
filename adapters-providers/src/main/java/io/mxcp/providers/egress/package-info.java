/**
 * Decides what may be connected to, for how long, and how much is read ({@link io.mxcp.providers.egress.EgressGuard}).
 *
 * <p>Addresses that the operator wrote into the configuration are trusted as they stand, private and loopback ones too: a
 * Keycloak beside this server is the usual case, and whoever writes the configuration runs this process already. Addresses
 * that came in a provider's answer (its discovery document) are not: they must be of the same scheme, host and port as a
 * configured one, or https at a public address. Against a name that changes its address after that check, https is the
 * guard: the server there would need a certificate of that name.
 *
 * <p>Addresses that SQL names ({@link io.mxcp.providers.egress.GuardedWebReader}) are of hosts that the operator or the caller's provider
 * allows; they must be https and public unless the operator allows inner ones too.
 */
package io.mxcp.providers.egress;
