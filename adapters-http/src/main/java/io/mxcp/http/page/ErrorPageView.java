package io.mxcp.http.page;

import io.mxcp.application.authorize.RefusedOnPage;

/** The page for a person whose request goes nowhere: what is wrong, what to do, and what to tell the operator. */
public final class ErrorPageView {
    private static final String CONTENT = """
            <h1>%s</h1>
            <p>%s</p>
            <footer><small>Error <code>%s</code> &middot; Request <code>%s</code></small></footer>
            """;

    private ErrorPageView() {}

    /**
     * The page.
     *
     * @param requestId under which the operator finds the request in the log
     */
    public static String render(RefusedOnPage refused, String requestId) {
        return Page.of(
                refused.title(),
                CONTENT.formatted(
                        Html.escape(refused.title()),
                        Html.escape(refused.advice()),
                        Html.escape(refused.code().wireName()),
                        Html.escape(requestId)));
    }
}
