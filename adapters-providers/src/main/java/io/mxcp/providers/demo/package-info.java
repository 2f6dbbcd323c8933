/**
 * Decides what the demo provider is: plain OAuth 2 with PKCE on this machine, for {@code mxcp demo}, so that trying the
 * server out takes the ordinary way of a sign-in without an account anywhere.
 *
 * <p>Whoever plays the provider answers, below the base address in the setting {@code url}:
 * <ul>
 *   <li>{@code GET /authorize?response_type=code&client_id&redirect_uri&scope&state&code_challenge&code_challenge_method=S256}:
 *       a page to pick a person on; then a redirect to {@code redirect_uri} with {@code code}, {@code state} and
 *       {@code iss} (the base address), or {@code error=access_denied}, {@code state} and {@code iss}.
 *   <li>{@code POST /token}, a form with {@code grant_type=authorization_code}, {@code client_id}, {@code code},
 *       {@code redirect_uri}, {@code code_verifier}, or with {@code grant_type=refresh_token}, {@code client_id},
 *       {@code refresh_token}: 200 with the JSON of RFC 6749 §5.1, or 400 with that of §5.2. A code works once.
 *   <li>{@code GET /userinfo} with a bearer token: 200 with {@code sub}, {@code preferred_username}, {@code name},
 *       {@code email}, {@code email_verified}, and perhaps {@code groups} and {@code roles}, lists of strings; or 401.
 * </ul>
 * There is no client secret and no revocation. Any other address than a loopback one is refused.
 */
package io.mxcp.providers.demo;
