package io.mxcp.providers.oauth2;

import java.net.URI;
import java.util.Optional;

/**
 * Where a provider's endpoints are.
 *
 * @param authorization where the person is sent; the only one that a browser calls
 * @param token where codes and refresh tokens are redeemed
 * @param userInfo where an access token tells whose it is; absent where a provider has none
 * @param revocation where a grant is ended; absent where a provider has none
 */
public record Endpoints(URI authorization, URI token, Optional<URI> userInfo, Optional<URI> revocation) {}
