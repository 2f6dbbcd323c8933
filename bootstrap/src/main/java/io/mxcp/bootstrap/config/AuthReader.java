package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.AuthConfig.Persistence;
import io.mxcp.bootstrap.config.yaml.Home;
import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.token.Lifetimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code auth} of a profile. */
final class AuthReader {
    /** Where state is kept, unless the file says where. */
    static final String USUAL_DATABASE = "~/.mxcp/oauth.db";

    private final Surroundings surroundings;
    private final Providers providers;
    private final Issuer issuer;

    AuthReader(Surroundings surroundings, Providers providers, Issuer issuer) {
        this.surroundings = surroundings;
        this.providers = providers;
        this.issuer = issuer;
    }

    /** Absent if nobody has to sign in, or if something is wrong with the section. */
    Optional<AuthConfig> read(YamlMap auth) {
        String type = auth.text("provider").orElse(Providers.NONE);
        Optional<ProviderFactory> factory = providers.find(type);
        if (factory.isEmpty() && !type.equals(Providers.NONE)) {
            tellUnknown(auth, type);
        }
        auth.accept(providers.sections());
        auth.accept(type);
        lookOverOthers(auth, type);
        if (!auth.has("provider")) {
            warnOfForgottenProvider(auth);
        }
        Optional<ProviderSection> section =
                factory.map(known -> ProviderSection.read(known, auth.map(type), auth.node(), surroundings.clock()));
        Optional<AuthConfig> read = rest(auth, section);
        auth.refuseOthers();
        return read;
    }

    private void tellUnknown(YamlMap auth, String type) {
        auth.get("provider")
                .ifPresent(node -> node.error("unknown provider '" + type + "'; known: "
                        + String.join(", ", providers.choices()) + Nearest.hint(type, providers.choices())));
    }

    /** Without a provider the server is open, which one who describes a provider hardly means. */
    private void warnOfForgottenProvider(YamlMap auth) {
        providers.sections().stream()
                .filter(auth::has)
                .findFirst()
                .ifPresent(section -> auth.node()
                        .warning("there is a section '" + section + "', but no 'provider: " + section
                                + "': nobody has to sign in"));
    }

    /** Sections of providers that are not in use may stay in the file. */
    private void lookOverOthers(YamlMap auth, String type) {
        providers.byType().forEach((other, factory) -> {
            if (!other.equals(type)) {
                auth.get(other)
                        .map(YamlNode::shapeOnly)
                        .flatMap(YamlNode::map)
                        .ifPresent(section -> ProviderSection.read(
                                factory, Optional.of(section), section.node(), surroundings.clock()));
            }
        });
    }

    private Optional<AuthConfig> rest(YamlMap auth, Optional<ProviderSection> section) {
        OwnCallback own = new OwnCallback(
                issuer,
                section.map(ProviderSection::callbackPath).orElse("/callback"),
                section.map(ProviderSection::settings).orElse(new ProviderSettings(Map.of())));
        List<Client> clients = new ClientsReader(own, surroundings.clock().instant()).read(auth);
        Scopes required =
                auth.map("authorization").map(AuthReader::requiredScopes).orElse(Scopes.NONE);
        Optional<Persistence> persistence = auth.map("persistence").flatMap(this::persistence);
        Lifetimes lifetimes = auth.map("lifetimes").map(Times::lifetimes).orElse(Lifetimes.DEFAULT);
        boolean rawToken = flag(auth, "sql_tools", "raw_external_token");
        if (auth.text("provider").orElse(Providers.NONE).equals(Providers.NONE)) {
            tellWithoutEffect(auth, required);
        }
        return section.flatMap(known -> known.gateway()
                .map(gateway -> new AuthConfig(
                        gateway,
                        known.displayName(),
                        known.settings(),
                        own.path(),
                        known.claimMappings(),
                        clients,
                        required,
                        persistence,
                        lifetimes,
                        rawToken)));
    }

    /** An open server beside settings for a closed one is hardly meant; one that requires scopes never is. */
    private static void tellWithoutEffect(YamlMap auth, Scopes required) {
        if (!required.isEmpty()) {
            auth.node()
                    .error("required_scopes are set, but there is no provider to sign in at: the server would be open");
        }
        for (String section : List.of("clients", "persistence")) {
            if (auth.has(section)) {
                auth.node().warning("'" + section + "' has no effect without a provider");
            }
        }
    }

    private static Scopes requiredScopes(YamlMap section) {
        Scopes scopes = ClientsReader.scopes(section, "required_scopes").orElse(Scopes.NONE);
        section.refuseOthers();
        return scopes;
    }

    private static boolean flag(YamlMap auth, String section, String key) {
        Optional<YamlMap> map = auth.map(section);
        boolean flag = map.map(known -> known.flag(key, false)).orElse(false);
        map.ifPresent(YamlMap::refuseOthers);
        return flag;
    }

    private Optional<Persistence> persistence(YamlMap section) {
        section.get("type").ifPresent(AuthReader::checkType);
        Optional<Path> path = section.has("path")
                ? section.get("path").flatMap(node -> node.parsed(this::path))
                : Optional.of(path(USUAL_DATABASE));
        List<KeyEncryptionKey> keys = keys(section);
        section.refuseOthers();
        return path.map(
                file -> new Persistence(file, keys.isEmpty() ? Optional.empty() : Optional.of(new KeyRing(keys))));
    }

    private static void checkType(YamlNode node) {
        node.text()
                .filter(type -> !type.equals("sqlite"))
                .ifPresent(type -> node.error("unsupported persistence type '" + type + "'; supported: sqlite"));
    }

    /** One {@code key}, or several {@code keys} of which the first one writes. */
    private static List<KeyEncryptionKey> keys(YamlMap section) {
        List<YamlNode> nodes = new ArrayList<>();
        section.get("key").ifPresent(nodes::add);
        nodes.addAll(section.list("keys"));
        if (section.has("key") && section.has("keys")) {
            section.node().error("give either key or keys, not both");
        }
        List<KeyEncryptionKey> keys = new ArrayList<>();
        nodes.forEach(node -> node.parsedSecret(KeyEncryptionKey::parse).ifPresent(keys::add));
        return keys;
    }

    private Path path(String text) {
        return surroundings
                .workingDirectory()
                .resolve(Home.expand(text, surroundings.home()))
                .normalize();
    }
}
