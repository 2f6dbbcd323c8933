package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Plain;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.keys.Value.Section;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.token.Lifetimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys of {@code config.yml}. */
final class UserFile {
    private static final Value PATH = new Value.Text("path");
    private static final Value URL = new Value.Text("URL");
    private static final int HIGHEST_PORT = 65_535;

    private UserFile() {}

    /** All of them, with the settings of these providers. */
    static Section keys(Providers providers) {
        return Section.of(
                Version.KEY,
                Key.of("transport", transport(), "How the server is reached."),
                Key.of(
                        "projects",
                        new Value.MapOf("project", project(providers)),
                        "Who may sign in, by project and profile."),
                Key.notOffered("vault"),
                Key.notOffered("onepassword"),
                Key.notOffered("models"));
    }

    private static Section transport() {
        Transport usual = Transport.DEFAULT;
        Section http = Section.of(
                Key.of("host", new Value.Text("name or address"), "Where to listen; 0.0.0.0 is everywhere.")
                        .or(usual.host()),
                Key.of("port", new Value.Whole(0, HIGHEST_PORT), "The port to listen at; 0 takes a free one.")
                        .or(Integer.toString(usual.port())),
                Key.of(
                                "scheme",
                                new Value.Choice(List.of("http", "https")),
                                "How the world reaches the server; it speaks plain HTTP itself.")
                        .or(usual.scheme()),
                Key.of(
                        "base_url",
                        URL,
                        "The whole URL under which the world reaches the server; wins over all others."),
                Key.of(
                        "public_host",
                        Plain.TEXTS,
                        "Names under which the world reaches the server; the first one stands in its URLs."),
                Key.of(
                        "allowed_origins",
                        Plain.TEXTS,
                        "Web pages that may call /mcp, besides our own and loopback ones."),
                Key.of("trust_proxy", Plain.FLAG, "Whether forwarding headers of trusted proxies count.")
                        .or("false"),
                Key.of(
                        "trusted_proxies",
                        Plain.TEXTS,
                        "Whose headers count: addresses and networks; without any, this machine and private networks."),
                Key.of("stateless", Plain.TEXT, "Accepted; there are never sessions."));
        return Section.of(
                Key.of("provider", new Value.Choice(List.of("streamable-http")), "The only transport.")
                        .or("streamable-http"),
                Key.of("http", http, "Where to listen, and under which URL."));
    }

    private static Section project(Providers providers) {
        return Section.of(
                Key.of("profiles", new Value.MapOf("profile", profile(providers)), "The project's profiles."));
    }

    private static Section profile(Providers providers) {
        return Section.of(
                Key.of("auth", auth(providers), "Who signs people in, and who may ask."),
                Key.of("web", web(), "What SQL may read over https, besides the person's own provider."),
                Key.of("sql", sql(), "How SQL behaves."),
                Key.of("logging", logging(), "What the log tells of people."),
                Key.of("secrets", Plain.ANY, "Accepted and ignored."),
                Key.notOffered("plugin"));
    }

    private static Section web() {
        return Section.of(
                Key.of(
                        "allowed_hosts",
                        Plain.TEXTS,
                        "Hosts: api.example.com, *.example.com for all below, api.example.com:8443 for another port."),
                Key.of(
                                "private_addresses",
                                Plain.FLAG,
                                "Whether these hosts may lie in private networks or on this machine, there by plain http too.")
                        .or("false"));
    }

    private static Section sql() {
        return Section.of(Key.of(
                        "null_for_nobody",
                        Plain.FLAG,
                        "Whether the user functions are NULL, not empty texts, where nobody is signed in.")
                .or("false"));
    }

    private static Section logging() {
        return Section.of(Key.of(
                        "mask_personal_data",
                        Plain.FLAG,
                        "Whether it hides display names and e-mail addresses; username and user ID stay.")
                .or("false"));
    }

    private static Section auth(Providers providers) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.of(
                        "provider",
                        new Value.Text("`none`, or a provider's type"),
                        "Who signs people in; none leaves the server open.")
                .or(Providers.NONE));
        keys.add(Key.of("clients", new Value.ListOf(client()), "Clients that you vouch for."));
        keys.add(Key.of("authorization", authorization(), "What every token must carry."));
        keys.add(Key.of("persistence", persistence(), "Where sign-ins are kept; without it in memory."));
        keys.add(Key.of("lifetimes", lifetimes(), "How long things live."));
        keys.add(Key.of("sql_tools", sqlTools(), "What the built-in SQL tools may do."));
        for (String type : providers.sections()) {
            keys.add(providers
                    .find(type)
                    .map(UserFile::provider)
                    .orElseGet(() -> Key.of(type, Plain.ANY, "A provider that is not installed.")));
        }
        return new Section(keys);
    }

    private static Section client() {
        List<String> grantTypes =
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList();
        return Section.of(
                Key.of("client_id", Plain.TEXT, "1 to 512 printable ASCII characters, each once.")
                        .mandatory(),
                Key.of("name", Plain.TEXT, "What people read on the consent page; the ID without it."),
                Key.of("client_secret", Plain.TEXT, "Without it the client is a public one."),
                Key.of("redirect_uris", new Value.ListOf(Plain.TEXT), "Where answers may go.")
                        .or(ClientsReader.USUAL_REDIRECT_URI.value()),
                Key.of("grant_types", new Value.ListOf(new Value.Choice(grantTypes)), "How it may ask for tokens.")
                        .or(GrantType.AUTHORIZATION_CODE.wireName()),
                Key.of("scopes", Plain.TEXTS, "What it may ask for; several in one text have spaces between them.")
                        .or("mxcp:access"),
                Key.of("description", Plain.TEXT, "For readers of the file."));
    }

    private static Section authorization() {
        return Section.of(Key.of(
                "required_scopes", Plain.TEXTS, "What every token must carry; none: being signed in is enough."));
    }

    private static Section persistence() {
        return Section.of(
                Key.of("type", new Value.Choice(List.of("sqlite")), "What keeps them.")
                        .or("sqlite"),
                Key.of("path", PATH, "The database file; created with mode 600.")
                        .or(AuthReader.USUAL_DATABASE),
                Key.of(
                        "key",
                        Plain.TEXT,
                        "The server key: 32 bytes in base64url; without it one is kept beside the file."),
                Key.of("keys", new Value.ListOf(Plain.TEXT), "Several keys: the first one writes, all of them read."));
    }

    private static Section lifetimes() {
        Lifetimes usual = Lifetimes.DEFAULT;
        return Section.of(
                time("consent_page", usual.consentPage(), "The page that asks the person."),
                time("state", usual.state(), "The time to sign in at the provider."),
                time("code", usual.code(), "An authorization code."),
                time("access_token", usual.accessToken(), "An access token."),
                time(
                        "refresh_token",
                        usual.refreshToken(),
                        "A refresh token that is not used; each use starts it anew."),
                time("grant", usual.grant(), "The whole sign-in, however often it is refreshed."),
                time(
                        "replay_window",
                        usual.replayWindow(),
                        "How long a used refresh token gets the same answer again."));
    }

    private static Key time(String name, Duration usual, String help) {
        return Key.of(name, Plain.TIME, help).or(Times.text(usual));
    }

    private static Section sqlTools() {
        return Section.of(Key.of(
                        "raw_external_token",
                        Plain.FLAG,
                        "Whether execute_sql_query sees the provider's token instead of a handle.")
                .or("false"));
    }

    private static Key provider(ProviderFactory factory) {
        List<Key> keys = new ArrayList<>();
        factory.settings().stream()
                .filter(setting -> !ProviderSection.isCommon(setting.name()))
                .map(UserFile::setting)
                .forEach(keys::add);
        keys.add(Key.of(ProviderSection.CALLBACK_PATH, PATH, "The path of our callback, to be registered there.")
                .or(ProviderSection.usualCallbackPath(factory)));
        keys.add(Key.of(
                ProviderSection.CLAIM_MAPPINGS,
                new Value.MapOf("claim", new Value.MapOf("value", Plain.TEXTS)),
                "Capabilities by what is said of a person: path of a claim, then its value, then capabilities."));
        return Key.of(factory.type().value(), new Section(keys), "Sign-in by " + factory.displayName() + ".");
    }

    private static Key setting(ProviderSetting setting) {
        return new Key(setting.name(), Plain.SETTING, setting.required(), setting.defaultValue(), setting.help());
    }
}
