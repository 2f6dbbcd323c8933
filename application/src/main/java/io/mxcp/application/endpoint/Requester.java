package io.mxcp.application.endpoint;

import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.RequestHeaders;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks for an endpoint, and by which request.
 *
 * @param caller whose identity SQL tells
 * @param headers of the request
 * @param renewal the same person with another provider token, once the provider has refused the one they came with; nothing if there is
 *     none to be had, and an {@code OAuthException} if they must sign in again. May block while the provider is asked
 */
public record Requester(
        Caller caller, RequestHeaders headers, Function<AuthenticatedUser, Optional<AuthenticatedUser>> renewal) {

    /** The same, by a request with these headers. */
    public Requester by(RequestHeaders ofRequest) {
        return new Requester(caller, ofRequest, renewal);
    }

    /** One who sent no request, and whose provider token nobody can renew: somebody at a command line. */
    public static Requester of(Caller caller) {
        return new Requester(caller, RequestHeaders.NONE, refused -> Optional.empty());
    }
}
