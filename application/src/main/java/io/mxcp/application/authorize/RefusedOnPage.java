package io.mxcp.application.authorize;

import io.mxcp.domain.error.ErrorCode;

/**
 * A refusal that must not be redirected, since it is not certain where to (RFC 6749 §4.1.2.1): the person sees a page.
 *
 * @param title one short sentence of what is wrong
 * @param advice what the person, or the client's developer, can do
 */
public record RefusedOnPage(ErrorCode code, String title, String advice)
        implements StartAuthorization.Outcome, DecideConsent.Outcome, CompleteAuthorization.Outcome {}
