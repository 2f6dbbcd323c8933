package io.mxcp.application.authorize;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.provider.CallbackParameters;
import java.util.Arrays;

/** A callback that names no flow: it can only be a page, with the provider's error code where that is a registered one. */
final class CallbackWithoutState {
    private static final String ADVICE =
            "Go back to your client and connect again. If it happens each time, the operator of this"
                    + " server should compare the callback URL registered at the provider with the one of this server.";

    private CallbackWithoutState() {}

    static RefusedOnPage page(CallbackParameters answer) {
        ErrorCode code =
                answer.single("error").map(CallbackWithoutState::registered).orElse(ErrorCode.INVALID_REQUEST);
        return new RefusedOnPage(code, "The identity provider's answer belongs to no sign-in here.", ADVICE);
    }

    private static ErrorCode registered(String text) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wireName().equals(text))
                .findFirst()
                .orElse(ErrorCode.INVALID_REQUEST);
    }
}
