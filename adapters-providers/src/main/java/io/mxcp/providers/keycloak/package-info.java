/**
 * Decides what is special to Keycloak: its addresses, its settings, and where it tells roles and groups.
 *
 * <p>Its endpoints follow from {@code server_url} and {@code realm}; no discovery is needed. What a browser opens and what
 * tokens name as issuer is below {@code server_url}; our own calls go below {@code internal_url} where that is set.
 * Realm roles keep their names, roles of a client are {@code CLIENT:role}. They come from the access token, whose signature
 * is checked first; an access token that is no JWT tells none.
 * For SQL both are JSON lists: a name may hold spaces and commas.
 */
package io.mxcp.providers.keycloak;
