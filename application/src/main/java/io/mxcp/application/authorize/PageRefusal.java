package io.mxcp.application.authorize;

import io.mxcp.domain.error.ErrorCode;

/** Ends the checks of a request whose answer has no safe place to go. */
final class PageRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String ASK_THE_DEVELOPER =
            "The request is faulty: go back to your client and connect again. If it happens again, tell its developers.";

    private final transient RefusedOnPage page;

    PageRefusal(ErrorCode code, String title) {
        this(code, title, ASK_THE_DEVELOPER);
    }

    PageRefusal(ErrorCode code, String title, String advice) {
        super(title, null, false, false);
        this.page = new RefusedOnPage(code, title, advice);
    }

    RefusedOnPage page() {
        return page;
    }
}
