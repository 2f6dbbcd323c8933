package io.mxcp.providers.keycloak;

import io.mxcp.providers.oauth2.Endpoints;
import io.mxcp.providers.oidc.OidcMetadata;
import io.mxcp.providers.wire.Form;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A realm and its addresses.
 *
 * @param name as Keycloak shows it
 * @param metadata where its endpoints are, which all follow from its address
 */
record Realm(String name, OidcMetadata metadata) {
    private static final Pattern NAME = Pattern.compile("[^/\\\\?#%;\\p{Cntrl}]{1,255}");

    /** A realm as browsers reach it, and as we do; user info may be at another address. */
    static Realm of(String name, URI publicUrl, URI ownUrl, Optional<URI> userInfo) {
        if (!NAME.matcher(name).matches() || name.matches("\\.+")) {
            throw new IllegalArgumentException("realm must be the name of a realm, without slash");
        }
        String path = "/realms/" + Form.encode(name).replace("+", "%20");
        String issuer = publicUrl + path;
        String outside = issuer + "/protocol/openid-connect/";
        String inside = ownUrl + path + "/protocol/openid-connect/";
        Endpoints endpoints = new Endpoints(
                URI.create(outside + "auth"),
                URI.create(inside + "token"),
                userInfo.or(() -> Optional.of(URI.create(inside + "userinfo"))),
                Optional.of(URI.create(inside + "revoke")));
        // servers before 21 do not name themselves in callbacks, so it is checked only where it is there
        return new Realm(
                name,
                new OidcMetadata(issuer, endpoints, URI.create(inside + "certs"), OidcMetadata.ASYMMETRIC, false));
    }
}
