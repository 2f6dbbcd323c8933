package io.mxcp.application.registration;

import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.scope.Scopes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Client metadata as a client sends it (RFC 7591 §2), read and checked: what this server does not use is ignored, what it cannot
 * accept is refused.
 *
 * @param name normalised for people to read
 * @param scopes as asked; none if it did not say
 */
public record RegistrationRequest(
        String name,
        List<RedirectUri> redirectUris,
        Set<GrantType> grantTypes,
        AuthenticationMethod authenticationMethod,
        Scopes scopes) {
    private static final int MAX_REDIRECT_URIS = 20;
    private static final List<String> SHOWN_ADDRESSES = List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");

    /**
     * Reads the JSON object of a registration.
     *
     * @param json its members: String, List, Map, Boolean, numbers
     * @throws OAuthException {@code invalid_redirect_uri} or {@code invalid_client_metadata} (RFC 7591 §3.2.2)
     */
    public static RegistrationRequest of(Map<String, Object> json) {
        Metadata metadata = new Metadata(json);
        refuseWhatIsFetched(metadata);
        checkResponseTypes(metadata);
        return new RegistrationRequest(
                ClientName.of(metadata.text("client_name").orElse("")),
                redirectUris(metadata),
                grantTypes(metadata),
                authenticationMethod(metadata),
                scopes(metadata));
    }

    private static List<RedirectUri> redirectUris(Metadata metadata) {
        List<String> texts = metadata.texts("redirect_uris").orElse(List.of());
        if (texts.isEmpty() || texts.size() > MAX_REDIRECT_URIS) {
            throw new OAuthException(
                    ErrorCode.INVALID_REDIRECT_URI, "redirect_uris must list 1 to " + MAX_REDIRECT_URIS + " addresses");
        }
        return texts.stream().map(RegistrationRequest::redirectUri).toList();
    }

    private static RedirectUri redirectUri(String text) {
        RedirectUri.faultOf(text).ifPresent(fault -> {
            throw new OAuthException(ErrorCode.INVALID_REDIRECT_URI, fault);
        });
        return new RedirectUri(text);
    }

    /** What this server knows of the types named; those it does not know are left out, and the answer says so. */
    private static Set<GrantType> grantTypes(Metadata metadata) {
        Set<GrantType> known = EnumSet.noneOf(GrantType.class);
        metadata.texts("grant_types")
                .orElse(List.of(GrantType.AUTHORIZATION_CODE.wireName()))
                .forEach(name -> GrantType.ofWireName(name).ifPresent(known::add));
        if (!known.contains(GrantType.AUTHORIZATION_CODE)) {
            throw unusable("grant_types must contain authorization_code");
        }
        return known;
    }

    private static void checkResponseTypes(Metadata metadata) {
        if (!metadata.texts("response_types").orElse(List.of("code")).contains("code")) {
            throw unusable("response_types must contain code");
        }
    }

    private static AuthenticationMethod authenticationMethod(Metadata metadata) {
        String name =
                metadata.text("token_endpoint_auth_method").orElse(AuthenticationMethod.CLIENT_SECRET_BASIC.wireName());
        return AuthenticationMethod.ofWireName(name)
                .orElseThrow(() ->
                        unusable("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post"));
    }

    private static Scopes scopes(Metadata metadata) {
        try {
            return Scopes.parse(metadata.text("scope").orElse(""));
        } catch (IllegalArgumentException e) {
            throw unusable("scope must be scope tokens separated by spaces");
        }
    }

    /** Nothing named in a registration is ever fetched (T40), and nothing shown may be a script (T8). */
    private static void refuseWhatIsFetched(Metadata metadata) {
        if (metadata.has("jwks_uri") || metadata.has("request_uris") || metadata.has("sector_identifier_uri")) {
            throw unusable("jwks_uri, request_uris and sector_identifier_uri are not supported");
        }
        for (String name : SHOWN_ADDRESSES) {
            metadata.text(name).filter(text -> !isWebAddress(text)).ifPresent(text -> {
                throw unusable(name + " must be an https or http URL");
            });
        }
    }

    private static boolean isWebAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    private static OAuthException unusable(String description) {
        return new OAuthException(ErrorCode.INVALID_CLIENT_METADATA, description);
    }

    /** The members by type: a member of another type than its own is refused, {@code null} and an empty text count as left out. */
    private record Metadata(Map<String, Object> json) {
        boolean has(String name) {
            return json.get(name) != null;
        }

        Optional<String> text(String name) {
            Object value = json.get(name);
            if (value != null && !(value instanceof String)) {
                throw unusable(name + " must be a text");
            }
            return Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
        }

        Optional<List<String>> texts(String name) {
            Object value = json.get(name);
            if (value == null) {
                return Optional.empty();
            }
            if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
                throw unusable(name + " must be a list of texts");
            }
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
    }
}
