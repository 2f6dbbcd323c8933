package io.mxcp.providers.oauth2;

import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.Form;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What passes through the person's browser: the authorization request and the callback (RFC 6749 §4.1.1, §4.1.2). */
public final class FrontChannel {
    private static final List<String> KNOWN =
            List.of("code", "state", "iss", "error", "error_description", "error_uri");
    private static final int MAX_CODE = 8 << 10;

    private FrontChannel() {}

    /** The address to send the person to; the extras are the provider's own parameters. */
    public static URI authorizationUri(
            URI endpoint, String clientId, Scopes scopes, SignInRequest request, Map<String, String> extras) {
        Form query = new Form()
                .add("response_type", "code")
                .add("client_id", clientId)
                .add("redirect_uri", request.callback().toString())
                .add("scope", scopes.toString())
                .add("state", request.state())
                .add("code_challenge", CodeChallenge.of(request.verifier()).value())
                .add("code_challenge_method", "S256");
        extras.forEach(query::add);
        String separator = endpoint.getRawQuery() == null ? "?" : "&";
        return URI.create(endpoint + separator + query.encoded());
    }

    /**
     * Reads the code out of a callback.
     *
     * @param issuer who must have sent it, where that is known (RFC 9207)
     * @param issuerRequired whether it must say who sent it
     * @throws ProviderException if it is not to be trusted, or tells of an error
     */
    public static Secret readCallback(CallbackParameters answer, Optional<String> issuer, boolean issuerRequired)
            throws ProviderException {
        return readCallback(answer, issuer, issuerRequired, Refusals.standard(""));
    }

    /** The same, with what this provider's errors mean. */
    public static Secret readCallback(
            CallbackParameters answer, Optional<String> issuer, boolean issuerRequired, Refusals refusals)
            throws ProviderException {
        for (String name : KNOWN) {
            if (answer.isRepeated(name)) {
                throw Step.CALLBACK.failed(Failure.INVALID_RESPONSE, name + " is there more than once");
            }
        }
        checkIssuer(answer, issuer, issuerRequired);
        if (answer.values().containsKey("error")) {
            throw refusals.inCallback(answer.single("error").orElse(""));
        }
        return answer.single("code")
                .filter(code -> code.length() <= MAX_CODE)
                .map(Secret::of)
                .orElseThrow(() -> Step.CALLBACK.failed(Failure.INVALID_RESPONSE, "neither a code nor an error"));
    }

    /** Before anything else is believed: another provider's answer must not be read as this one's (T5). */
    private static void checkIssuer(CallbackParameters answer, Optional<String> issuer, boolean issuerRequired)
            throws ProviderException {
        if (!answer.values().containsKey("iss")) {
            if (issuerRequired) {
                throw Step.CALLBACK.failed(
                        Failure.INVALID_RESPONSE, "iss is missing, which this provider always sends");
            }
            return;
        }
        if (issuer.isPresent() && !answer.single("iss").equals(issuer)) {
            throw Step.CALLBACK.failed(Failure.INVALID_RESPONSE, "iss names another issuer than the configured one");
        }
    }
}
