package io.mxcp.bootstrap.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.domain.grant.CodeChallenge;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.stream.Collectors;

/** The demo provider's front channel: a page with one button for each person, and the redirect back with a code. */
final class DemoAuthorizeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Demo sign-in</title>
            <style>
            body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:12vh auto;padding:0 1rem;color-scheme:light dark}
            button{display:block;width:100%%;margin:.6rem 0;padding:.8rem 1rem;font:inherit;text-align:left;cursor:pointer;
            border:1px solid #8888;border-radius:.6rem}small{opacity:.75}
            </style></head><body>
            <h1>Who are you today?</h1>
            <p>This stands in for a real identity provider. Pick one of three invented people.</p>
            <form method="post" action="/authorize">%s
            <button name="person" value="">Cancel</button></form>
            </body></html>
            """;

    private final transient DemoProvider provider;
    private final String base;
    private final String callback;

    /**
     * A page for one client.
     *
     * @param base the provider's own address, its issuer
     * @param callback the only address that codes go to
     */
    DemoAuthorizeServlet(DemoProvider provider, String base, String callback) {
        this.provider = provider;
        this.base = base;
        this.callback = callback;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Asked> asked = Asked.of(request, callback);
        if (asked.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String people = Person.ALL.stream().map(DemoAuthorizeServlet::button).collect(Collectors.joining("\n"));
        byte[] page =
                PAGE.formatted(asked.get().hiddenFields(callback) + people).getBytes(UTF_8);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
        response.getOutputStream().write(page);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Asked> asked = Asked.of(request, callback);
        if (asked.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String outcome = Person.of(String.valueOf(request.getParameter("person")))
                .map(person -> "code="
                        + provider.pick(person, callback, asked.get().challenge())
                                .reveal())
                .orElse("error=access_denied");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                "Location",
                callback + "?" + outcome + "&state=" + encode(asked.get().state()) + "&iss=" + encode(base));
    }

    private static String button(Person person) {
        return "<button name=\"person\" value=\"%s\"><b>%s</b><br><small>%s</small></button>"
                .formatted(person.username(), person.name(), person.about());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** What the client asked; its state is one of ours, so it needs no escaping beyond this check. */
    private record Asked(String state, CodeChallenge challenge) {
        static Optional<Asked> of(HttpServletRequest request, String callback) {
            String state = String.valueOf(request.getParameter("state"));
            String challenge = String.valueOf(request.getParameter("code_challenge"));
            boolean ours = callback.equals(request.getParameter("redirect_uri"))
                    && "code".equals(request.getParameter("response_type"))
                    && "S256".equals(request.getParameter("code_challenge_method"))
                    && state.matches("[A-Za-z0-9_-]{1,200}")
                    && challenge.matches("[A-Za-z0-9_-]{43}");
            return ours ? Optional.of(new Asked(state, new CodeChallenge(challenge))) : Optional.empty();
        }

        String hiddenFields(String callback) {
            return hidden("redirect_uri", callback)
                    + hidden("state", state)
                    + hidden("code_challenge", challenge.value())
                    + hidden("response_type", "code")
                    + hidden("code_challenge_method", "S256");
        }

        private static String hidden(String name, String value) {
            return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + value + "\">";
        }
    }
}
