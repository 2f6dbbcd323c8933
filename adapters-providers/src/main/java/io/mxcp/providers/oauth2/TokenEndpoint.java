package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.Form;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import io.mxcp.providers.wire.Step;
import io.mxcp.providers.wire.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Speaks to a provider's token and revocation endpoints (RFC 6749 §3.2, RFC 7009). Nothing is ever sent twice. */
public final class TokenEndpoint {
    private final ClientCredentials client;
    private final Refusals refusals;
    private final ProviderHttp http;
    private final InstantSource clock;
    private final Map<String, String> additions;
    private final TokenDialect dialect;

    /** Speaks as this client. */
    public TokenEndpoint(ClientCredentials client, Refusals refusals, ProviderHttp http, InstantSource clock) {
        this(client, refusals, http, clock, Map.of());
    }

    /** Speaks as this client, and sends the provider's own parameters with each exchange and refresh. */
    public TokenEndpoint(
            ClientCredentials client,
            Refusals refusals,
            ProviderHttp http,
            InstantSource clock,
            Map<String, String> additions) {
        this(client, refusals, http, clock, additions, TokenDialect.STANDARD);
    }

    /** Speaks as this client, to a provider whose answers read so. */
    public TokenEndpoint(
            ClientCredentials client, Refusals refusals, ProviderHttp http, InstantSource clock, TokenDialect dialect) {
        this(client, refusals, http, clock, Map.of(), dialect);
    }

    private TokenEndpoint(
            ClientCredentials client,
            Refusals refusals,
            ProviderHttp http,
            InstantSource clock,
            Map<String, String> additions,
            TokenDialect dialect) {
        this.additions = Map.copyOf(additions);
        this.dialect = dialect;
        this.client = client;
        this.refusals = refusals;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Redeems a code (RFC 6749 §4.1.3, RFC 7636 §4.5).
     *
     * @throws ProviderException if that does not lead to an access token
     */
    public TokenAnswer exchange(URI endpoint, Secret code, SignInRequest request) throws ProviderException {
        Form form = new Form()
                .add("grant_type", "authorization_code")
                .add("code", code)
                .add("redirect_uri", request.callback().toString())
                .add("code_verifier", request.verifier());
        return ask(Step.EXCHANGE, endpoint, form);
    }

    /**
     * Redeems the refresh token (RFC 6749 §6), for the scopes it was given.
     *
     * @throws ProviderException if that does not lead to an access token
     */
    public TokenAnswer refresh(URI endpoint, ProviderTokens current) throws ProviderException {
        Secret refreshToken = current.refreshToken()
                .orElseThrow(() -> Step.REFRESH.failed(Failure.GRANT_REFUSED, "the provider gave no refresh token"));
        return ask(
                Step.REFRESH,
                endpoint,
                new Form().add("grant_type", "refresh_token").add("refresh_token", refreshToken));
    }

    /**
     * Ends the grant: by its refresh token where there is one, since the access token may end alone.
     *
     * @throws ProviderException if the provider did not do it
     */
    public Revocation revoke(URI endpoint, ProviderTokens tokens) throws ProviderException {
        Form form = new Form()
                .add("token", tokens.refreshToken().orElse(tokens.accessToken()))
                .add("token_type_hint", tokens.refreshToken().isPresent() ? "refresh_token" : "access_token");
        Answer answer = post(Step.REVOCATION, endpoint, form);
        if (answer.isSuccess()) {
            return Revocation.REVOKED;
        }
        Optional<JsonMembers> body = StrictJson.object(answer.body());
        if (body.flatMap(members -> members.text("error"))
                .filter("invalid_token"::equals)
                .isPresent()) {
            return Revocation.ALREADY_DEAD;
        }
        throw refusals.atTokenEndpoint(Step.REVOCATION, answer, body);
    }

    private TokenAnswer ask(Step step, URI endpoint, Form form) throws ProviderException {
        additions.forEach(form::add);
        Instant asked = clock.instant();
        Answer answer = post(step, endpoint, form);
        Optional<JsonMembers> body = StrictJson.object(answer.body());
        // an error member means failure whatever the status: GitHub sends it with 200
        if (!answer.isSuccess() || body.filter(members -> members.has("error")).isPresent()) {
            throw refusals.atTokenEndpoint(step, answer, body);
        }
        JsonMembers members = body.orElseThrow(() ->
                step.failed(Failure.INVALID_RESPONSE, "the answer is no JSON object (HTTP " + answer.status() + ")"));
        return new TokenAnswer(step, members, asked, dialect);
    }

    private Answer post(Step step, URI endpoint, Form form) throws ProviderException {
        client.addTo(form);
        return http.post(step, endpoint, client.headers(), form, ProviderHttp.TOKEN_ANSWER_BYTES);
    }
}
