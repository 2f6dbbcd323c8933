/**
 * Decides when we believe an OpenID provider who a person is: where its endpoints are, which signatures count, and what an
 * ID token must hold (OpenID Connect Core 1.0, Discovery 1.0, RFC 9207). Other providers' packages build on
 * {@link io.mxcp.providers.oidc.OidcSignIn}; {@link io.mxcp.providers.oidc.OidcFactory} serves any provider by its issuer.
 *
 * <p>The subject of the verified ID token travels with the provider tokens, among their facts, as
 * {@link io.mxcp.providers.oidc.OidcSignIn#SUBJECT_FACT}. These are sealed wherever they rest, so later steps may rely on it:
 * user info and refreshed ID tokens must name the same person. Claims of the ID token that the profile needs travel likewise.
 */
package io.mxcp.providers.oidc;
