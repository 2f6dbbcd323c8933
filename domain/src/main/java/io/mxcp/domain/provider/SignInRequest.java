package io.mxcp.domain.provider;

import io.mxcp.domain.secret.Secret;
import java.net.URI;

/**
 * What binds one sign-in at the provider to this server: all fresh for each, none of them the client's.
 *
 * @param callback our address at which the provider answers
 * @param state comes back in the callback (RFC 6749 §4.1.1)
 * @param verifier the secret behind the S256 challenge (RFC 7636)
 * @param nonce must stand in the ID token (OpenID Connect Core §3.1.2.1)
 */
public record SignInRequest(URI callback, Secret state, Secret verifier, Secret nonce) {}
