/**
 * Decides what is special to Google: offline access asked for each time, scopes in two spellings, and company accounts known
 * by {@code hd}.
 *
 * <p>The username is the whole e-mail address: the part before the {@code @} is shared between domains. An address that
 * Google does not vouch for lets nobody in. {@code hd} is the claim in user info; the request parameter of that name is only
 * a hint, which a person may change.
 */
package io.mxcp.providers.google;
