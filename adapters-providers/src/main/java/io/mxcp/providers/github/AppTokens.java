package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.providers.oauth2.ClientCredentials;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.Form;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.net.URI;
import java.util.Map;

/** Ends tokens the way GitHub has instead of RFC 7009: a DELETE in its API, by the app itself. */
final class AppTokens {
    private static final int UNPROCESSABLE = 422;

    private final URI endpoint;
    private final ClientCredentials client;
    private final Refusals refusals;
    private final ProviderHttp http;

    AppTokens(URI api, ClientCredentials client, Refusals refusals, ProviderHttp http) {
        this.endpoint = URI.create(api + "/applications/" + Form.encode(client.clientId()) + "/token");
        this.client = client;
        this.refusals = refusals;
        this.http = http;
    }

    /** Ends the access token; GitHub does not know an unknown one from a dead one. */
    Revocation revoke(ProviderTokens tokens) throws ProviderException {
        Answer answer = http.delete(
                Step.REVOCATION,
                endpoint,
                client.headers(),
                Map.of("access_token", tokens.accessToken()),
                ProviderHttp.TOKEN_ANSWER_BYTES);
        if (answer.isSuccess()) {
            return Revocation.REVOKED;
        }
        if (answer.status() == UNPROCESSABLE) {
            return Revocation.ALREADY_DEAD;
        }
        throw refusals.atTokenEndpoint(Step.REVOCATION, answer, StrictJson.object(answer.body()));
    }
}
