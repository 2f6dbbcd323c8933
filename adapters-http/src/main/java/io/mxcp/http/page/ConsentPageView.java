package io.mxcp.http.page;

import io.mxcp.application.authorize.ConsentPage;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that asks the person before anything goes to the provider (T13): for which server, who asks, where the answer goes, what
 * it may do, where the person will sign in. What the client says of itself stands beside what is verified (T15, T19).
 */
public final class ConsentPageView {
    private static final String CONTENT = """
            <p class="host">Sign-in to <strong>%s</strong></p>
            <h1>Allow <bdi>%s</bdi> to use this server in your name?</h1>
            %s<dl>
            <dt>Who asks</dt>
            <dd><strong><bdi>%s</bdi></strong> %s</dd>
            <dt>Where the answer goes</dt>
            <dd><code>%s</code></dd>
            <dt>What it may do on %s</dt>
            <dd><ul>%s</ul></dd>
            <dt>Where you sign in next</dt>
            <dd><strong>%s</strong>%s</dd>
            </dl>
            <p>Allow this only if you have just begun it yourself, in a client that you know.</p>
            <form method="post" action="%s/consent">
            <input type="hidden" name="flow" value="%s">
            <input type="hidden" name="token" value="%s">
            <button class="allow" name="decision" value="approve">Allow</button>
            <button name="decision" value="deny">Deny</button>
            </form>
            """;

    /** What says more to people than the name does. */
    private static final Map<String, String> PROVIDERS =
            Map.of("oidc", "your organisation's identity provider", "demo", "the demo's own sign-in page");

    private ConsentPageView() {}

    /**
     * The page.
     *
     * @param token the anti-forgery token for this flow in this browser
     */
    public static String render(ConsentPage page, Secret token) {
        Client client = page.client();
        String host = Html.escape(page.issuer().displayHost());
        String content = CONTENT.formatted(
                host,
                Html.escape(client.name()),
                warning(page),
                Html.escape(client.name()),
                standing(client),
                Html.escape(page.redirectUri().displayHost()),
                host,
                abilities(page),
                Html.escape(nameOf(page)),
                request(page.providerScopes()),
                Html.escape(page.issuer().path()),
                Html.escape(page.handle().reveal()),
                Html.escape(token.reveal()));
        return Page.of("Allow access to " + page.issuer().displayHost() + "?", content);
    }

    private static String standing(Client client) {
        return client.source() == Client.Source.CONFIGURED
                ? "<small>Set up by the operator of this server.</small>"
                : "<span class=\"mark\">unverified</span>"
                        + "<small>It registered itself; the name is its own claim, and nobody has checked it.</small>";
    }

    private static String warning(ConsentPage page) {
        return risk(page)
                .map(text -> "<p class=\"warning\" role=\"note\"><strong>Be careful:</strong> " + text + "</p>\n")
                .orElse("");
    }

    /** Why the address does not tell who receives the answer, where that is so (RFC 8252 §8.6). */
    private static Optional<String> risk(ConsentPage page) {
        RedirectUri redirectUri = page.redirectUri();
        if (page.client().isLoopbackOnly() || redirectUri.isLoopback()) {
            return Optional.of(
                    "the answer goes to a program on this computer, and any program on it could pose as this client.");
        }
        return redirectUri.value().startsWith("https:")
                ? Optional.empty()
                : Optional.of(
                        "the answer goes to the program that opens <code>" + Html.escape(redirectUri.displayHost())
                                + "</code> addresses on this device, and any program on it could pose as this client.");
    }

    private static String abilities(ConsentPage page) {
        Stream<String> scopes = page.scopes().values().stream().map(ConsentPageView::ability);
        Stream<String> staying = page.client().mayUse(GrantType.REFRESH_TOKEN)
                ? Stream.of("Stay connected for a while without asking you again")
                : Stream.empty();
        return Stream.concat(Stream.concat(Stream.of("Know who you are"), scopes), staying)
                .map(text -> "<li>" + text + "</li>")
                .collect(Collectors.joining());
    }

    private static String ability(Scope scope) {
        String name = " <code>" + Html.escape(scope.value()) + "</code>";
        return scope.equals(Scope.ACCESS)
                ? "Use its tools and its data with the rights that you have" + name
                : "Use what this server offers under" + name;
    }

    private static String nameOf(ConsentPage page) {
        return PROVIDERS.getOrDefault(page.provider().value(), page.providerName());
    }

    private static String request(Set<String> providerScopes) {
        if (providerScopes.isEmpty()) {
            return "";
        }
        return "<small>It will be asked for: "
                + providerScopes.stream()
                        .map(scope -> "<code>" + Html.escape(scope) + "</code>")
                        .collect(Collectors.joining(" "))
                + "</small>";
    }
}
