package io.mxcp.application.authorize;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.ResourceIndicator;
import java.util.Optional;

/** The {@code resource} of a request (RFC 8707 §2): ours, which is also what its absence means; any other is refused. */
public final class OwnResource {
    private OwnResource() {}

    /**
     * The resource that a token will be good for.
     *
     * @throws OAuthException {@code invalid_target} if another one is asked for
     */
    public static ResourceIndicator check(Optional<String> asked, Issuer issuer) {
        ResourceIndicator own = issuer.resource();
        if (asked.isPresent() && !isOwn(asked.get(), own, issuer)) {
            throw new OAuthException(ErrorCode.INVALID_TARGET, "the resource must be " + own);
        }
        return own;
    }

    private static boolean isOwn(String asked, ResourceIndicator own, Issuer issuer) {
        try {
            ResourceIndicator resource = ResourceIndicator.parse(asked);
            // clients that read the resource from the server's root name the root
            return resource.equals(own) || resource.equals(ResourceIndicator.parse(issuer.value()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
