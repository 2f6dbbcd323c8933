package com.example.mxcp;

import com.example.mxcp.LighthouseHttp.Answer;
import com.google.gson.JsonObject;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of RFC 6749 §4.1 and §6 at Lighthouse. */
final class LighthouseGateway implements ProviderGateway {
    private final URI url;
    private final String clientId;
    private final Secret clientSecret;
    private final Scopes scopes;
    private final LighthouseHttp http;
    private final InstantSource clock;

    LighthouseGateway(URI url, ProviderSettings settings, LighthouseHttp http, InstantSource clock) {
        this.url = url;
        this.clientId = settings.required("client_id").reveal();
        this.clientSecret = settings.required("client_secret");
        this.scopes = Scopes.parse(settings.required("scope").reveal());
        this.http = http;
        this.clock = clock;
    }

    @Override
    public ProviderId id() {
        return LighthouseFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return new LinkedHashSet<>(List.of(scopes.toString().split(" ")));
    }

    @Override
    public URI authorizationUri(SignInRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", request.callback().toString());
        query.put("scope", String.join(" ", requestedScopes()));
        query.put("state", request.state().reveal());
        query.put("code_challenge", challenge(request.verifier()));
        query.put("code_challenge_method", "S256");
        return URI.create(url + "/authorize?" + encoded(query));
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        if (Stream.of("code", "state", "iss", "error").anyMatch(answer::isRepeated)
                || !answer.single("iss").orElse(url.toString()).equals(url.toString())) {
            throw failed(Failure.INVALID_RESPONSE, "callback", "not an answer of Lighthouse");
        }
        Optional<String> error = answer.single("error");
        if (error.isPresent()) {
            boolean denied = error.get().equals("access_denied");
            throw failed(denied ? Failure.USER_DENIED : Failure.CLIENT_REFUSED, "callback", "refused");
        }
        return answer.single("code")
                .map(Secret::of)
                .orElseThrow(() -> failed(Failure.INVALID_RESPONSE, "callback", "neither code nor error"));
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code.reveal());
        form.put("redirect_uri", request.callback().toString());
        form.put("code_verifier", request.verifier().reveal());
        return tokens("exchange", form, Optional.empty(), scopes);
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        Secret refreshToken = current.refreshToken()
                .orElseThrow(() -> failed(Failure.GRANT_REFUSED, "refresh", "there is no refresh token"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal());
        return tokens("refresh", form, current.refreshToken(), current.scopes());
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        Answer answer = askForProfile(tokens.accessToken());
        if (answer.status() == 401) {
            throw failed(Failure.TOKEN_REFUSED, "profile", "the access token is no longer good");
        }
        if (answer.status() != 200) {
            throw refusal("profile", answer);
        }
        JsonObject person = answer.json();
        String subject = Answer.text(person, "sub");
        if (subject.isEmpty()) {
            throw failed(Failure.INVALID_RESPONSE, "profile", "no sub in the answer");
        }
        boolean verified = Answer.text(person, "email_verified").equals("true");
        return new UserProfile(
                url.toString(),
                subject,
                // at Lighthouse nobody can take the name of another person
                Optional.of(Answer.text(person, "preferred_username")).filter(name -> !name.isEmpty()).orElse(subject),
                Optional.of(Answer.text(person, "email")).filter(email -> !email.isEmpty()),
                verified ? EmailVerification.VERIFIED : EmailVerification.UNVERIFIED,
                Optional.of(Answer.text(person, "name")).filter(name -> !name.isEmpty()),
                List.of(),
                List.of(),
                Map.of("lighthouse.id", subject));
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) {
        return Revocation.NOT_SUPPORTED;
    }

    /** Reading may be tried again, redeeming never. */
    private Answer askForProfile(Secret accessToken) throws ProviderException {
        try {
            return http.send("profile", profileRequest(accessToken));
        } catch (ProviderException once) {
            return http.send("profile", profileRequest(accessToken));
        }
    }

    private HttpRequest.Builder profileRequest(Secret accessToken) {
        return HttpRequest.newBuilder(URI.create(url + "/userinfo"))
                .header("Authorization", "Bearer " + accessToken.reveal());
    }

    private ProviderTokens tokens(String step, Map<String, String> form, Optional<Secret> kept, Scopes otherwise)
            throws ProviderException {
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret.reveal());
        Answer answer = http.send(
                step,
                HttpRequest.newBuilder(URI.create(url + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
        JsonObject json = answer.json();
        // an error is one whatever the status says
        if (answer.status() != 200 || json.has("error")) {
            throw refusal(step, answer);
        }
        String accessToken = Answer.text(json, "access_token");
        if (accessToken.isEmpty()) {
            throw failed(Failure.INVALID_RESPONSE, step, "no access_token in the answer");
        }
        String refreshToken = Answer.text(json, "refresh_token");
        String granted = Answer.text(json, "scope");
        return new ProviderTokens(
                Secret.of(accessToken),
                expiry(Answer.text(json, "expires_in")),
                refreshToken.isEmpty() ? kept : Optional.of(Secret.of(refreshToken)),
                new Expiry.Unknown(),
                granted.isEmpty() ? otherwise : Scopes.parse(granted),
                !granted.isEmpty(),
                Map.of());
    }

    private Expiry expiry(String seconds) {
        return seconds.matches("\\d{1,9}")
                ? new Expiry.At(clock.instant().plusSeconds(Long.parseLong(seconds)))
                : new Expiry.Unknown();
    }

    /** Only a dead grant ends what is stored; anything else may pass. */
    private static ProviderException refusal(String step, Answer answer) {
        if (answer.status() == 429) {
            return failed(Failure.RATE_LIMITED, step, "too many calls");
        }
        if (answer.status() >= 500) {
            return failed(Failure.UNREACHABLE, step, "status " + answer.status());
        }
        return switch (Answer.text(answer.json(), "error")) {
            case "invalid_grant" -> failed(Failure.GRANT_REFUSED, step, "code or refresh token is dead");
            case "temporarily_unavailable" -> failed(Failure.UNREACHABLE, step, "not available at the moment");
            case "" -> failed(Failure.INVALID_RESPONSE, step, "status " + answer.status());
            default -> failed(Failure.CLIENT_REFUSED, step, "refused; check client_id and client_secret");
        };
    }

    private static ProviderException failed(Failure failure, String step, String what) {
        return new ProviderException(failure, step + ": " + what);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge(Secret verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
