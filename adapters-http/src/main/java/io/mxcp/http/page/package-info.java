/**
 * What a person sees: the consent page and the error page. HTML without scripts, pictures and anything from elsewhere; every text is
 * escaped, since client names, addresses and scopes are a stranger's.
 */
package io.mxcp.http.page;
