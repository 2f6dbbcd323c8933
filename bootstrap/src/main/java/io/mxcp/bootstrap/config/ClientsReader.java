package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the clients that the operator vouches for. */
final class ClientsReader {
    static final RedirectUri USUAL_REDIRECT_URI = new RedirectUri("http://127.0.0.1:49153/oauth/callback");

    private final OwnCallback ownCallback;
    private final Instant now;
    private final Set<ClientId> seen = new LinkedHashSet<>();

    ClientsReader(OwnCallback ownCallback, Instant now) {
        this.ownCallback = ownCallback;
        this.now = now;
    }

    List<Client> read(YamlMap auth) {
        List<Client> clients = new ArrayList<>();
        for (YamlNode node : auth.list("clients")) {
            node.map().flatMap(this::client).ifPresent(clients::add);
        }
        return clients;
    }

    private Optional<Client> client(YamlMap entry) {
        Optional<ClientId> id = id(entry);
        List<RedirectUri> redirectUris = redirectUris(entry, id);
        Optional<Secret> secret = entry.secret("client_secret");
        Optional<String> name = entry.text("name");
        Set<GrantType> grantTypes = grantTypes(entry);
        Scopes scopes = scopes(entry, "scopes").orElse(Scopes.of(Scope.ACCESS));
        entry.accept("description");
        entry.refuseOthers();
        // one that is left with no address can receive nothing
        return id.filter(known -> !redirectUris.isEmpty())
                .map(known -> new Client(
                        known,
                        name.orElse(known.value()),
                        redirectUris,
                        grantTypes,
                        scopes,
                        secret.isPresent() ? AuthenticationMethod.CLIENT_SECRET_BASIC : AuthenticationMethod.NONE,
                        secret.map(SecretHash::of),
                        Client.Source.CONFIGURED,
                        now));
    }

    private Optional<ClientId> id(YamlMap entry) {
        if (!entry.has("client_id")) {
            entry.node().error("client_id is missing");
        }
        Optional<ClientId> id = entry.get("client_id").flatMap(node -> node.parsed(ClientId::new));
        boolean taken = id.filter(known -> !seen.add(known)).isPresent();
        if (taken) {
            entry.node().error("there is another client with this client_id");
        }
        return id.filter(known -> !taken);
    }

    private List<RedirectUri> redirectUris(YamlMap entry, Optional<ClientId> id) {
        if (!entry.has("redirect_uris")) {
            return List.of(USUAL_REDIRECT_URI);
        }
        List<RedirectUri> uris = new ArrayList<>();
        List<YamlNode> nodes = entry.list("redirect_uris");
        if (nodes.isEmpty()) {
            entry.get("redirect_uris")
                    .filter(YamlNode::isList)
                    .ifPresent(node -> node.error("needs at least one redirect URI"));
        }
        for (YamlNode node : nodes) {
            Optional<RedirectUri> uri = node.parsed(RedirectUri::new);
            if (uri.filter(known -> ownCallback.isMeantBy(known, id)).isPresent()) {
                node.warning(
                        "this is the server's own callback, where the provider sends people back to; no client receives"
                                + " an answer there, so it is left out");
            } else {
                uri.ifPresent(uris::add);
            }
        }
        return uris;
    }

    private static Set<GrantType> grantTypes(YamlMap entry) {
        if (!entry.has("grant_types")) {
            return Set.of(GrantType.AUTHORIZATION_CODE);
        }
        Set<GrantType> types = new LinkedHashSet<>();
        for (YamlNode node : entry.list("grant_types")) {
            node.parsed(ClientsReader::grantType).ifPresent(types::add);
        }
        return types;
    }

    private static GrantType grantType(String text) {
        List<String> known =
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList();
        return GrantType.ofWireName(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown grant type; known: " + String.join(", ", known) + Nearest.hint(text, known)));
    }

    /** A list of scopes, or one text with spaces between them; absent if the key is. */
    static Optional<Scopes> scopes(YamlMap map, String key) {
        if (!map.has(key)) {
            return Optional.empty();
        }
        Scopes scopes = Scopes.NONE;
        for (YamlNode node : map.elements(key)) {
            scopes = scopes.union(node.parsed(Scopes::parse).orElse(Scopes.NONE));
        }
        return Optional.of(scopes);
    }
}
