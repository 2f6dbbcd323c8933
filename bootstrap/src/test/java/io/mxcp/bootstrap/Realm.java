package io.mxcp.bootstrap;

import io.mxcp.domain.fixture.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A scripted provider at the addresses of a Keycloak realm, and the configuration that leads there. */
final class Realm implements AutoCloseable {
    private static final String ENDPOINTS = "/realms/acme/protocol/openid-connect/";
    private static final ScriptedProvider.Paths PATHS = new ScriptedProvider.Paths(
            "/realms/acme",
            ENDPOINTS + "auth",
            ENDPOINTS + "token",
            ENDPOINTS + "userinfo",
            ENDPOINTS + "certs",
            ENDPOINTS + "revoke");

    private final ScriptedProvider provider;

    private Realm(ScriptedProvider provider) {
        this.provider = provider;
    }

    static Realm start(InstantSource clock) throws IOException {
        Realm realm = new Realm(ScriptedProvider.start(PATHS, clock));
        realm.person("alice");
        return realm;
    }

    /** From now on this person signs in. */
    void person(String name) {
        person(name, Map.of());
    }

    /** From now on this person signs in, for whom token answers have other members. */
    void person(String name, Map<String, String> tokenMembers) {
        person(name, "subject of " + name, "Name of " + name, tokenMembers);
    }

    /** From now on whoever has this name has this account, also for sign-ins of before. */
    void account(String name, String subject) {
        account(name, subject, "Name of " + name);
    }

    /** The same, called so. */
    void account(String name, String subject, String displayName) {
        person(name, subject, displayName, Map.of());
    }

    private void person(String name, String subject, String displayName, Map<String, String> tokenMembers) {
        provider.person(
                name,
                Map.of(
                        "sub", quoted(subject),
                        "preferred_username", quoted(name),
                        "name", quoted(displayName),
                        "email", quoted(name + "@acme.example")),
                tokenMembers);
    }

    /** Lets the server at this address send people here. */
    Realm servedAt(URI address) {
        provider.register(address.resolve("/keycloak/callback"));
        return this;
    }

    ScriptedProvider provider() {
        return provider;
    }

    /** What {@code auth} needs to sign people in here. */
    String section() {
        return "provider: keycloak\nkeycloak: {client_id: " + ScriptedProvider.CLIENT_ID + ", client_secret: '"
                + ScriptedProvider.CLIENT_SECRET.reveal() + "', realm: acme, server_url: " + provider.base() + "}\n";
    }

    /** From now on its token endpoint answers so. */
    void answerAtToken(ScriptedProvider.Reply reply) {
        provider.answer(PATHS.token(), reply);
    }

    /** From now on this listener is told of each form that comes to its token endpoint. */
    void listenAtToken(Consumer<Map<String, String>> listener) {
        provider.rule(PATHS.token(), (exchange, body) -> {
            listener.accept(ScriptedProvider.form(body));
            return Optional.empty();
        });
    }

    /** From now on its token endpoint answers as usual. */
    void recoverAtToken() {
        provider.recover(PATHS.token());
    }

    /** How often it was asked for tokens. */
    long tokenCalls() {
        return provider.calls(PATHS.token());
    }

    /** How often it was asked to end a grant. */
    long revocations() {
        return provider.calls(PATHS.revocation());
    }

    /** How often a browser came. */
    long visits() {
        return provider.calls(PATHS.authorization());
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Override
    public void close() {
        provider.close();
    }
}
