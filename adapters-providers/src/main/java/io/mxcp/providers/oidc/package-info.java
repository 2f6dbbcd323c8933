/**
 * Decides when we believe an OpenID provider who a person is: where its endpoints are, which signatures count, and what an
 * ID token must hold (OpenID Connect Core 1.0, Discovery 1.0, RFC 9207). Other providers' packages build on
 * {@link io.mxcp.providers.oidc.OidcSignIn}; {@link io.mxcp.providers.oidc.OidcFactory} serves any provider by its issuer.
 *
 * <p>The subject of the verified ID token travels with the provider tokens, among their facts, as
 * {@link io.mxcp.providers.oidc.OidcSignIn#SUBJECT_FACT}. These are sealed wherever they rest, so later steps may rely on it:
 * user info and refreshed ID tokens must name the same person. The other claims of the ID token travel likewise,
 * until the next refresh: it brings a new ID token, or leaves of the old one only who the person is. So a group or role that
 * was taken away does not outlive a refresh.
 *
 * <p>Where one issuer stands for many tenants, each person belongs to the issuer of their tenant, and the operator lists the
 * tenants that may come in: anybody can have a tenant of their own, and write into it what they like.
 */
package io.mxcp.providers.oidc;
