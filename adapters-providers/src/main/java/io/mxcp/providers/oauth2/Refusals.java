package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the class of an answer that is no success.
 *
 * @param addressSettings the settings that make up the provider's address, for the message of a 404
 * @param exceptions error codes that mean something else with this provider's token endpoint at a refresh
 * @param hints by error code, what the operator can do about it with this provider; else a general text
 */
public record Refusals(String addressSettings, Map<String, Failure> exceptions, Map<String, String> hints) {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    /** Copies the maps. */
    public Refusals {
        exceptions = Map.copyOf(exceptions);
        hints = Map.copyOf(hints);
    }

    /** A provider that uses its error codes as registered. */
    public static Refusals standard(String addressSettings) {
        return new Refusals(addressSettings, Map.of(), Map.of());
    }

    /** The same, and what the operator can do, by error code. */
    public Refusals with(Map<String, String> moreHints) {
        return new Refusals(addressSettings, exceptions, moreHints);
    }

    /** The failure behind an error in a callback. */
    ProviderException inCallback(String code) {
        return ErrorCodes.inCallback(code)
                .map(meaning -> hinted(meaning, code).at(Step.CALLBACK, code))
                .orElseGet(() -> Step.CALLBACK.failed(Failure.INVALID_RESPONSE, "an error that is not known here"));
    }

    private ErrorCodes.Meaning hinted(ErrorCodes.Meaning meaning, String code) {
        return Optional.ofNullable(hints.get(code))
                .map(hint -> meaning.with(": " + hint))
                .orElse(meaning);
    }

    /** The failure behind what the token or revocation endpoint answered; only for answers that are none of success. */
    public ProviderException atTokenEndpoint(Step step, Answer answer, Optional<JsonMembers> body) {
        Optional<ProviderException> byStatus = byStatus(step, answer);
        if (byStatus.isPresent()) {
            return byStatus.get();
        }
        Optional<String> code = body.flatMap(members -> members.text("error"));
        Optional<ErrorCodes.Meaning> meaning = code.flatMap(known -> meaning(step, known));
        if (meaning.isPresent()) {
            return meaning.get().at(step, code.orElse("") + " (HTTP " + answer.status() + ")");
        }
        return unexplained(step, answer, code.isPresent());
    }

    private Optional<ErrorCodes.Meaning> meaning(Step step, String code) {
        Optional<Failure> exception =
                step == Step.REFRESH ? Optional.ofNullable(exceptions.get(code)) : Optional.empty();
        return exception
                .map(failure -> new ErrorCodes.Meaning(failure, Optional.empty(), ""))
                .or(() -> ErrorCodes.atTokenEndpoint(code).map(meaning -> hinted(meaning, code)));
    }

    /** The failure behind what an endpoint that takes an access token answered; only for answers that are none of success. */
    ProviderException atResource(Step step, Answer answer) {
        Optional<ProviderException> byStatus = byStatus(step, answer);
        if (byStatus.isPresent()) {
            return byStatus.get();
        }
        if (answer.status() == UNAUTHORIZED || isDeadToken(answer)) {
            // no dead grant: only the token endpoint can tell that
            return step.failed(
                    Failure.TOKEN_REFUSED,
                    "the provider does not accept its own access token (HTTP " + answer.status() + ")");
        }
        if (answer.status() == FORBIDDEN) {
            return step.failed(Failure.CLIENT_REFUSED, "not allowed (HTTP 403): check scope");
        }
        return unexplained(step, answer, false);
    }

    private Optional<ProviderException> byStatus(Step step, Answer answer) {
        int status = answer.status();
        // before any error code: whoever is asked to wait has not been told that a grant is dead
        if (status == TOO_MANY_REQUESTS || limited(answer)) {
            return Optional.of(tooMany(step));
        }
        if (status >= SERVER_ERROR) {
            return Optional.of(
                    step.failed(Failure.UNREACHABLE, "the provider has trouble of its own (HTTP " + status + ")"));
        }
        if (status >= REDIRECTION && status < CLIENT_ERROR) {
            return Optional.of(step.failed(
                    Failure.INVALID_RESPONSE,
                    "a redirect (HTTP " + status + "), which is not followed: check " + addressSettings));
        }
        return Optional.empty();
    }

    private ProviderException unexplained(Step step, Answer answer, boolean hasCode) {
        if (answer.status() == NOT_FOUND) {
            return step.failed(Failure.CLIENT_REFUSED, "nothing there (HTTP 404): check " + addressSettings);
        }
        if (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN) {
            return step.failed(
                    Failure.CLIENT_REFUSED,
                    "refused without a reason (HTTP " + answer.status() + "): check client_id and client_secret");
        }
        boolean refused = hasCode && answer.status() >= CLIENT_ERROR;
        return step.failed(
                refused ? Failure.CLIENT_REFUSED : Failure.INVALID_RESPONSE,
                "an error that is not known here (HTTP " + answer.status() + ")");
    }

    /** Salesforce says this as plain text, with 403. */
    private static boolean isDeadToken(Answer answer) {
        return answer.status() == FORBIDDEN
                && new String(answer.body(), StandardCharsets.US_ASCII).trim().equals("Bad_OAuth_Token");
    }

    private static ProviderException tooMany(Step step) {
        return step.failed(Failure.RATE_LIMITED, "too many calls, the provider asks to wait");
    }

    private static boolean limited(Answer answer) {
        return answer.status() == FORBIDDEN
                && (answer.header("retry-after").isPresent()
                        || answer.header("x-ratelimit-remaining")
                                .filter("0"::equals)
                                .isPresent());
    }
}
