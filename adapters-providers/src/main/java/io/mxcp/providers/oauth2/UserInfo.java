package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Asks an endpoint that takes an access token (RFC 6750 §2.1) about its person. */
public final class UserInfo {
    private final Refusals refusals;
    private final ProviderHttp http;

    /** Asks through this client. */
    public UserInfo(Refusals refusals, ProviderHttp http) {
        this.refusals = refusals;
        this.http = http;
    }

    /**
     * The answer, if it is one of success.
     *
     * @param accept the media types that the caller can read
     * @throws ProviderException if it is none
     */
    public Answer ask(URI endpoint, Secret accessToken, String accept) throws ProviderException {
        Answer answer = open(endpoint, accessToken, accept);
        if (!answer.isSuccess()) {
            throw refusal(answer);
        }
        return answer;
    }

    /**
     * The answer, whatever it is.
     *
     * @param accept the media types that the caller can read
     * @throws ProviderException if there is none
     */
    public Answer open(URI endpoint, Secret accessToken, String accept) throws ProviderException {
        Map<String, String> headers = Map.of("Accept", accept, "Authorization", "Bearer " + accessToken.reveal());
        return http.get(Step.PROFILE, endpoint, headers, ProviderHttp.PROFILE_BYTES);
    }

    /** The failure behind an answer that is none of success. */
    public ProviderException refusal(Answer answer) {
        return refusals.atResource(Step.PROFILE, answer);
    }

    /**
     * The JSON object that is the answer.
     *
     * @throws ProviderException if there is none
     */
    public JsonMembers read(URI endpoint, Secret accessToken) throws ProviderException {
        return json(ask(endpoint, accessToken, "application/json"));
    }

    /**
     * Reads an answer as list of JSON objects.
     *
     * @throws ProviderException if it is none
     */
    public static List<JsonMembers> jsonList(Answer answer) throws ProviderException {
        return StrictJson.objects(answer.body())
                .orElseThrow(
                        () -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer is no JSON list of objects"));
    }

    /**
     * Reads an answer as JSON object.
     *
     * @throws ProviderException if it is none, or holds an error
     */
    public static JsonMembers json(Answer answer) throws ProviderException {
        return StrictJson.object(answer.body())
                .filter(members -> !members.has("error"))
                .orElseThrow(() -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer is no JSON object"));
    }
}
