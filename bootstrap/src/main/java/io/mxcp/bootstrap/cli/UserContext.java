package io.mxcp.bootstrap.cli;

import com.google.gson.JsonObject;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.JsonValues;
import io.mxcp.http.json.StrictJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The person that a command runs as, as {@code --user-context} describes them: a JSON object, or {@code @} and the name of a file that
 * holds one. Whoever may run commands beside the database may be anybody; a server takes no such thing.
 */
final class UserContext {
    private static final String ISSUER = "command line";
    private static final String TOKEN = "external_token";
    private static final ClientId CLIENT = new ClientId("mxcp-command-line");
    private static final GrantId GRANT = new GrantId("0".repeat(32));

    private final Map<String, Object> members;

    private UserContext(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * The caller that an option's value describes; nobody without one.
     *
     * @param folder where a file's name begins
     * @throws UsageException if it is no JSON object, a member is of the wrong type, or the file cannot be read
     */
    static Caller read(Optional<String> option, Path folder) throws UsageException {
        if (option.isEmpty()) {
            return new Anonymous();
        }
        byte[] json = FileArgument.read("--user-context", option.get(), folder);
        return new UserContext(members(json)).caller();
    }

    private static Map<String, Object> members(byte[] json) throws UsageException {
        try {
            JsonObject object = StrictJson.parseObject(json, JsonLimits.MCP);
            return JsonValues.map(object);
        } catch (JsonException e) {
            throw new UsageException("--user-context is not a JSON object: " + e.description());
        }
    }

    private Caller caller() throws UsageException {
        String username = text("username").orElse("");
        if (username.isEmpty()) {
            throw new UsageException("--user-context needs a username");
        }
        Map<String, String> facts = facts();
        UserProfile profile = new UserProfile(
                ISSUER,
                text("user_id").orElse(username),
                username,
                text("email"),
                EmailVerification.UNKNOWN,
                text("name"),
                list("groups"),
                roles(),
                facts,
                Claims.of(withoutToken()));
        return new AuthenticatedUser(
                provider(),
                profile,
                Secret.of(text(TOKEN).orElse("no-external-token")),
                Scopes.NONE,
                CLIENT,
                GRANT,
                capabilities(),
                Set.of());
    }

    private ProviderId provider() throws UsageException {
        try {
            return new ProviderId(text("provider").orElse("none"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--user-context: provider is not a provider's type");
        }
    }

    private Set<String> capabilities() throws UsageException {
        Set<String> capabilities = new HashSet<>(list("capabilities"));
        capabilities.addAll(list("permissions"));
        return capabilities;
    }

    private List<String> roles() throws UsageException {
        List<String> roles = new ArrayList<>(list("roles"));
        text("role").filter(role -> !roles.contains(role)).ifPresent(roles::add);
        return roles;
    }

    private Map<String, String> facts() throws UsageException {
        Object told = members.getOrDefault("facts", Map.of());
        if (!(told instanceof Map<?, ?> map)) {
            throw wrong("facts", "texts by name");
        }
        Map<String, String> facts = new HashMap<>();
        map.forEach((name, value) -> facts.put(String.valueOf(name), String.valueOf(value)));
        return facts;
    }

    private Map<String, Object> withoutToken() {
        Map<String, Object> claims = new LinkedHashMap<>(members);
        claims.remove(TOKEN);
        return claims;
    }

    private Optional<String> text(String name) throws UsageException {
        Optional<Object> value = Optional.ofNullable(members.get(name));
        if (value.filter(known -> !(known instanceof String)).isPresent()) {
            throw wrong(name, "a text");
        }
        return value.map(Object::toString).filter(text -> !text.isEmpty());
    }

    private List<String> list(String name) throws UsageException {
        Object value = members.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw wrong(name, "a list of texts");
        }
        return list.stream().map(Object::toString).toList();
    }

    private static UsageException wrong(String name, String expected) {
        return new UsageException("--user-context: " + name + " must be " + expected);
    }
}
