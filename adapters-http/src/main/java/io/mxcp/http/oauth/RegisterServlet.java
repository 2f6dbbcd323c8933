package io.mxcp.http.oauth;

import com.google.gson.JsonObject;
import io.mxcp.application.registration.RegisterClient;
import io.mxcp.application.registration.RegisterClient.RegisteredClient;
import io.mxcp.application.registration.RegistrationRequest;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.http.BearerToken;
import io.mxcp.http.Json;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.RequestBody;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.JsonValues;
import io.mxcp.http.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /register} (RFC 7591 §3), open to everyone. */
final class RegisterServlet extends ClientEndpoint {
    private final transient RegisterClient registerClient;
    private final transient AddressThrottle throttle;
    private final transient PublicAddress address;

    RegisterServlet(RegisterClient registerClient, AddressThrottle throttle, PublicAddress address) {
        this.registerClient = registerClient;
        this.throttle = throttle;
        this.address = address;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        throttle.take(address.clientAddress(request));
        // an initial access token is not needed, but what pretends to be one must be well-formed
        BearerToken.of(request);
        RegistrationRequest asked = RegistrationRequest.of(members(request));
        Json.write(response, HttpServletResponse.SC_CREATED, json(registerClient.register(asked)));
    }

    private static Map<String, Object> members(HttpServletRequest request) {
        byte[] body = RequestBody.read(request, "application/json", ErrorCode.INVALID_CLIENT_METADATA);
        try {
            JsonObject object = StrictJson.parseObject(body, JsonLimits.OAUTH);
            // null says the same as leaving a member out (RFC 7591 §2)
            object.entrySet().removeIf(member -> member.getValue().isJsonNull());
            return JsonValues.map(object);
        } catch (JsonException refused) {
            throw new OAuthException(ErrorCode.INVALID_CLIENT_METADATA, "the body must be one plain JSON object");
        }
    }

    private static Map<String, Object> json(RegisteredClient registered) {
        Client client = registered.client();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("client_id", client.id().value());
        json.put("client_id_issued_at", client.registeredAt().getEpochSecond());
        registered.secret().ifPresent(secret -> {
            json.put("client_secret", secret.reveal());
            json.put("client_secret_expires_at", 0);
        });
        json.put("client_name", client.name());
        json.put(
                "redirect_uris",
                client.redirectUris().stream().map(RedirectUri::value).toList());
        json.put(
                "grant_types",
                client.grantTypes().stream().map(GrantType::wireName).toList());
        json.put("response_types", List.of("code"));
        json.put("token_endpoint_auth_method", client.authenticationMethod().wireName());
        json.put("scope", client.scopes().toString());
        return json;
    }
}
