/**
 * Decides what is special to Atlassian Cloud: what its sign-in page must be asked, how it says that a refresh token is dead,
 * and which sites a person can use.
 *
 * <p>The subject is the opaque {@code account_id}. There are no ID tokens, and no way to end a grant. Refresh tokens are
 * replaced at every use. Where a site is configured, only people who can use it come in. Its API wants a site's cloud ID in every
 * address, hence the facts.
 */
package io.mxcp.providers.atlassian;
