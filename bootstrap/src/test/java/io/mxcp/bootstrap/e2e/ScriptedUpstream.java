package io.mxcp.bootstrap.e2e;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A real provider as {@link io.mxcp.providers.scripted} plays it, and what the tests of the whole program must know of it. */
abstract class ScriptedUpstream {
    /** What a provider's own texts look like: nobody but the provider may ever show one. */
    static final String PROVIDER_TEXT = "upstream text";

    /** Due when it is given: less than the minute before the end in which tokens are renewed, and 30 s for clocks. */
    private static final int SECONDS_OF_A_DUE_TOKEN = 85;

    private static final int SECONDS = 3600;

    private final String name;
    private final TokenLife life;
    private final boolean limitsTokens;

    ScriptedUpstream(String name, TokenLife life, boolean limitsTokens) {
        this.name = name;
        this.life = life;
        this.limitsTokens = limitsTokens;
    }

    /** When its access tokens end. */
    enum TokenLife {
        /** Never, and none is ever renewed. */
        ENDLESS,
        /** When it said, and they are renewed. */
        TOLD,
        /** When it likes, and they are renewed. */
        UNTOLD
    }

    /** Somebody who signs in there; the username is also the name by which the scripted provider knows them. */
    record Newcomer(String username, String email, Map<String, String> facts) {}

    /**
     * Something at the provider that lets nobody in.
     *
     * @param begin brings it about
     * @param error the registered code that the client gets
     * @param told part of the text that the client gets
     * @param logged part of what the operator finds: the reason, or the setting to correct
     */
    record Refusal(String name, Consumer<ScriptedProvider> begin, String error, String told, String logged) {}

    static Stream<ScriptedUpstream> all() {
        return Stream.of(
                new GitHubUpstream(TokenLife.ENDLESS),
                new GitHubUpstream(TokenLife.TOLD),
                new GoogleUpstream(),
                new AtlassianUpstream(),
                new SalesforceUpstream());
    }

    static Stream<ScriptedUpstream> allThatRenewTokens() {
        return all().filter(upstream -> upstream.life != TokenLife.ENDLESS);
    }

    /** What {@code auth.provider} and SQL call it, and the profile of {@code config-scripted.yml}. */
    final String name() {
        return name;
    }

    final boolean tellsWhenTokensEnd() {
        return life == TokenLife.TOLD;
    }

    /** Whether a sign-in may void the tokens of an earlier one. */
    final boolean limitsTokens() {
        return limitsTokens;
    }

    abstract ScriptedProvider start() throws IOException;

    /** From now on this person signs in. */
    abstract Newcomer comes(ScriptedProvider provider, int number);

    /** Path of an interface where the provider shows people something of theirs. */
    abstract String data();

    /** What that interface answers to a token that is dead. */
    abstract Reply deadToken();

    /** What that interface answers to a request that it does not take. */
    Optional<Reply> refusal(ScriptedProvider provider, HttpExchange exchange) {
        return provider.caller(exchange).isPresent() ? Optional.empty() : Optional.of(deadToken());
    }

    /** What it alone refuses. */
    abstract List<Refusal> ownRefusals();

    final List<Refusal> refusals() {
        List<Refusal> byEverybody = List.of(
                new Refusal(
                        "the person says no",
                        provider -> {
                            provider.denies();
                            provider.callbackParameter("error_description", PROVIDER_TEXT);
                        },
                        "access_denied",
                        "cancelled at the identity provider",
                        "access_denied"),
                new Refusal(
                        "the client's secret was replaced",
                        provider -> provider.changeSecret(Secret.of("another")),
                        "server_error",
                        "refuses this server",
                        "client_secret"),
                new Refusal(
                        "it is down",
                        provider -> provider.answer(provider.paths().token(), Reply.json(500, PROVIDER_TEXT)),
                        "temporarily_unavailable",
                        "cannot be reached",
                        "HTTP 500"));
        return Stream.concat(byEverybody.stream(), ownRefusals().stream()).toList();
    }

    /** The ways in which it may be down. */
    List<Reply> outages() {
        return List.of(Reply.json(500, PROVIDER_TEXT), Reply.hangUp());
    }

    /** As it is when all is well. */
    void settle(ScriptedProvider provider) {
        Stream.of(
                        provider.paths().authorization(),
                        provider.paths().token(),
                        provider.paths().userInfo())
                .forEach(provider::recover);
        provider.changeSecret(ScriptedProvider.CLIENT_SECRET);
        provider.callbackParameter("error_description", "");
        tokensLast(provider, SECONDS);
        provider.rule(
                data(),
                (exchange, body) ->
                        Optional.of(refusal(provider, exchange).orElseGet(() -> document(provider, exchange))));
    }

    private static Reply document(ScriptedProvider provider, HttpExchange exchange) {
        return Reply.json(200, "[{\"owner\":" + quoted(provider.caller(exchange).orElseThrow()) + "}]");
    }

    /** From now on tokens are due as soon as they are given, where it tells when they end. */
    final void givesDueTokens(ScriptedProvider provider) {
        tokensLast(provider, SECONDS_OF_A_DUE_TOKEN);
    }

    private void tokensLast(ScriptedProvider provider, int seconds) {
        if (tellsWhenTokensEnd()) {
            provider.tokenMember("expires_in", Integer.toString(seconds));
        }
    }

    /** Sends whoever comes in a browser back with this error. */
    static Reply sendsBack(String error) {
        return exchange -> {
            Map<String, String> query =
                    ScriptedProvider.form(exchange.getRequestURI().getRawQuery());
            Map<String, String> answer = Map.of(
                    "error", error, "error_description", PROVIDER_TEXT, "state", query.getOrDefault("state", ""));
            String location = query.getOrDefault("redirect_uri", "") + "?" + HtmlForm.encode(answer);
            Reply.of(302, Map.of("Location", location), new byte[0]).write(exchange);
        };
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Override
    public String toString() {
        return name + " with tokens " + life;
    }
}
