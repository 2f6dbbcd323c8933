package io.mxcp.application.authorize;

/** The flow is over: the browser goes back to the client with this answer. */
public record RedirectToClient(AuthorizationResponse response)
        implements StartAuthorization.Outcome, DecideConsent.Outcome, CompleteAuthorization.Outcome {}
