package io.mxcp.bootstrap.cli;

import com.google.gson.JsonObject;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.SqlNull;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;
import io.mxcp.http.json.StrictJson;
import java.math.BigDecimal;
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
 *
 * @param provider where they would have signed in; it need not be the one that the profile names
 * @param externalToken absent where none is given
 */
record UserContext(ProviderId provider, UserProfile profile, Optional<Secret> externalToken, Set<String> capabilities) {
    private static final String ISSUER = "command line";
    private static final ClientId CLIENT = new ClientId("mxcp-command-line");
    private static final GrantId GRANT = new GrantId("0".repeat(32));

    /**
     * The person that an option's value describes; absent without one.
     *
     * @param folder where a file's name begins
     * @throws UsageException if it is no JSON object, a member is of the wrong type, or the file cannot be read
     */
    static Optional<UserContext> read(Optional<String> option, Path folder) throws UsageException {
        if (option.isEmpty()) {
            return Optional.empty();
        }
        byte[] json = FileArgument.read("--user-context", option.get(), folder);
        try {
            JsonObject object = StrictJson.parseObject(json, JsonLimits.MCP);
            return Optional.of(new Members(JsonValues.map(object)).person());
        } catch (JsonException e) {
            throw new UsageException("--user-context is not a JSON object: " + e.description());
        }
    }

    /** Whom SQL is run for; nobody where nobody is described. */
    static Caller caller(Optional<UserContext> described, Optional<AuthConfig> auth) {
        return described.<Caller>map(person -> person.caller(auth)).orElseGet(Anonymous::new);
    }

    /** The same person as if they had signed in: with what the profile's settings make of their claims, and where their token may go. */
    private AuthenticatedUser caller(Optional<AuthConfig> auth) {
        Set<String> all = new HashSet<>(capabilities);
        auth.ifPresent(settings -> all.addAll(settings.claimMappings().capabilities(profile.claims())));
        Set<String> hosts = auth.map(AuthConfig::provider)
                .filter(gateway -> gateway.id().equals(provider))
                .flatMap(this::dataHosts)
                .orElse(Set.of());
        return new AuthenticatedUser(provider, profile, externalToken, Scopes.NONE, CLIENT, GRANT, all, hosts);
    }

    private Optional<Set<String>> dataHosts(ProviderGateway gateway) {
        return externalToken
                .map(token -> new ProviderTokens(
                        token,
                        new Expiry.Unknown(),
                        Optional.empty(),
                        new Expiry.Unknown(),
                        Scopes.NONE,
                        false,
                        profile.facts()))
                .map(tokens -> gateway.dataHosts(new ProviderSession(tokens, profile)));
    }

    /** What the object says; a member of {@code null} counts as absent. */
    private static final class Members {
        private static final String TOKEN = "external_token";
        private static final String FACTS = "facts";
        private static final Set<String> KNOWN = Set.of(
                "username",
                "user_id",
                "email",
                "name",
                "provider",
                TOKEN,
                "role",
                "roles",
                "groups",
                "permissions",
                "capabilities",
                FACTS);

        private final Map<String, Object> members;

        Members(Map<String, Object> members) {
            this.members = new LinkedHashMap<>(members);
            this.members.values().removeIf(value -> value == SqlNull.NULL);
        }

        UserContext person() throws UsageException {
            String username = text("username").orElse("");
            if (username.isEmpty()) {
                throw new UsageException("--user-context needs a username");
            }
            UserProfile profile = new UserProfile(
                    ISSUER,
                    userId().orElse(username),
                    username,
                    text("email"),
                    EmailVerification.UNKNOWN,
                    text("name"),
                    list("groups"),
                    roles(),
                    facts(),
                    Claims.of(withoutToken()));
            return new UserContext(provider(), profile, text(TOKEN).map(Secret::of), capabilities());
        }

        /** Some providers number people. */
        private Optional<String> userId() throws UsageException {
            return members.get("user_id") instanceof Long number ? Optional.of(number.toString()) : text("user_id");
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

        /** Those below {@code facts}, and every claim that no key of ours names: SQL reads them by that name. */
        private Map<String, String> facts() throws UsageException {
            Object told = members.getOrDefault(FACTS, Map.of());
            if (!(told instanceof Map<?, ?> map)) {
                throw wrong(FACTS, "texts by name");
            }
            Map<String, String> facts = new HashMap<>();
            members.forEach((name, value) -> {
                if (!KNOWN.contains(name)) {
                    facts.put(name, fact(value));
                }
            });
            map.forEach((name, value) -> facts.put(String.valueOf(name), value == SqlNull.NULL ? "" : fact(value)));
            return facts;
        }

        /** As the providers' facts are: a text as it is, a list as JSON. */
        private static String fact(Object value) {
            if (value instanceof BigDecimal number) {
                return number.toPlainString();
            }
            boolean hasParts = value instanceof List || value instanceof Map;
            return hasParts ? JsonText.of(JsonValues.toJson(value)) : value.toString();
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
}
