package io.mxcp.application.registration;

import static io.mxcp.application.fixture.Refusals.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.scope.Scopes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRequestTest {
    private static final List<String> MEMBERS = List.of(
            "client_name",
            "redirect_uris",
            "grant_types",
            "response_types",
            "token_endpoint_auth_method",
            "scope",
            "client_uri",
            "logo_uri",
            "tos_uri",
            "policy_uri",
            "jwks_uri",
            "jwks",
            "contacts",
            "software_id");

    @Test
    void readsWhatTheDocumentedCallSends() {
        RegistrationRequest request = RegistrationRequest.of(Map.of(
                "client_name",
                "My MCP Client",
                "redirect_uris",
                List.of("https://client.example/cb"),
                "grant_types",
                List.of("authorization_code"),
                "scope",
                "mxcp:access"));

        assertThat(request.name()).isEqualTo("My MCP Client");
        assertThat(request.redirectUris()).extracting(Object::toString).containsExactly("https://client.example/cb");
        assertThat(request.grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
        assertThat(request.authenticationMethod()).isEqualTo(AuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(request.scopes()).isEqualTo(Scopes.parse("mxcp:access"));
    }

    @Test
    void registersAPublicClientThatAsksForIt() {
        assertThat(with("token_endpoint_auth_method", "none").authenticationMethod())
                .isEqualTo(AuthenticationMethod.NONE);
    }

    @Test
    void leavesOutGrantTypesItDoesNotKnow() {
        assertThat(with("grant_types", List.of("authorization_code", "refresh_token", "urn:x"))
                        .grantTypes())
                .containsExactlyInAnyOrder(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
    }

    @Test
    void needsOneToTwentyRedirectUris() {
        assertThat(codeOf(() -> RegistrationRequest.of(Map.of()))).isEqualTo(ErrorCode.INVALID_REDIRECT_URI);
        assertThat(refusal("redirect_uris", List.of())).isEqualTo(ErrorCode.INVALID_REDIRECT_URI);
        assertThat(refusal("redirect_uris", Collections.nCopies(21, "https://client.example/cb")))
                .isEqualTo(ErrorCode.INVALID_REDIRECT_URI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,x",
                "blob:https://client.example/1",
                "file:///etc/passwd",
                "http://evil.example/cb",
                "https://client.example/cb#f",
                "https://user@client.example/cb",
                "/relative",
                "//client.example/cb",
                "https:///cb",
                "unknown:/cb",
                ""
            })
    void refusesRedirectUrisThatCouldHarm(String uri) {
        assertThat(refusal("redirect_uris", List.of("https://client.example/cb", uri)))
                .isEqualTo(ErrorCode.INVALID_REDIRECT_URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_uri", "logo_uri", "tos_uri", "policy_uri"})
    void refusesScriptsInAddressesThatArePublished(String member) {
        assertThat(refusal(member, "javascript:alert(1)")).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        assertThat(with(member, "https://client.example/")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks_uri", "request_uris", "sector_identifier_uri"})
    void refusesWhatWouldHaveToBeFetched(String member) {
        assertThat(refusal(member, "https://169.254.169.254/")).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
    }

    @Test
    void refusesMembersOfAnotherType() {
        for (Object wrong : Arrays.asList(1L, true, List.of(), Map.of(), List.of(1L))) {
            assertThat(refusal("client_name", wrong)).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
            assertThat(refusal("scope", wrong)).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
            assertThat(refusal("token_endpoint_auth_method", wrong)).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        }
        for (Object wrong : Arrays.asList(1L, true, "text", Map.of(), List.of(1L), Collections.singletonList(null))) {
            assertThat(refusal("redirect_uris", wrong)).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
            assertThat(refusal("grant_types", wrong)).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        }
    }

    @Test
    void refusesMetadataThatContradictsWhatIsOffered() {
        assertThat(refusal("grant_types", List.of("refresh_token"))).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        assertThat(refusal("grant_types", List.of("password"))).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        assertThat(refusal("response_types", List.of("token"))).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        assertThat(refusal("token_endpoint_auth_method", "private_key_jwt"))
                .isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
        assertThat(refusal("scope", "a\"b")).isEqualTo(ErrorCode.INVALID_CLIENT_METADATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u202eb",
                "a\u200bb",
                "a\u0000b",
                "a\nb",
                "\u2066x",
                "\ud800",
                "a\ufeffb",
                "\u3164",
                "a\u115fb",
                "\u2800"
            })
    void leavesOutOfNamesWhatCannotBeSeen(String name) {
        assertThat(with("client_name", name).name()).isIn("ab", "x", "Unnamed client");
    }

    @Test
    void makesNamesFitToBeShown() {
        assertThat(with("client_name", "").name()).isEqualTo("Unnamed client");
        assertThat(with("client_name", "   ").name()).isEqualTo("Unnamed client");
        assertThat(with("client_name", "\uff23laude").name()).isEqualTo("Claude");
        assertThat(with("client_name", "x".repeat(1_000_000)).name()).hasSize(64);
        assertThat(with("client_name", "\ud83d\ude00".repeat(100)).name().codePoints())
                .hasSize(64);
        assertThat(with("client_name", "<script>").name()).isEqualTo("<script>");
    }

    @Property(tries = 2_000)
    void anyObjectIsReadOrRefusedByTheRulesOfRegistration(@ForAll("objects") Map<String, Object> json) {
        try {
            assertThat(RegistrationRequest.of(json).redirectUris()).isNotEmpty();
        } catch (OAuthException refused) {
            assertThat(refused.code()).isIn(ErrorCode.INVALID_CLIENT_METADATA, ErrorCode.INVALID_REDIRECT_URI);
            assertThat(refused.description()).matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40).map(text -> (Object) text),
                Arbitraries.of("https://client.example/cb", "javascript:x", "code", "authorization_code", "none"),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false));
        Arbitrary<Object> values = Arbitraries.oneOf(
                scalars, scalars.list().ofMaxSize(4).map(list -> (Object) new ArrayList<>(list)), scalars.map(value ->
                        (Object) Map.of("a", value)));
        return Arbitraries.maps(Arbitraries.of(MEMBERS), values).ofMaxSize(8);
    }

    private static RegistrationRequest with(String member, Object value) {
        Map<String, Object> json = new HashMap<>();
        json.put("redirect_uris", List.of("https://client.example/cb"));
        json.put(member, value);
        return RegistrationRequest.of(json);
    }

    private static ErrorCode refusal(String member, Object value) {
        return codeOf(() -> with(member, value));
    }
}
