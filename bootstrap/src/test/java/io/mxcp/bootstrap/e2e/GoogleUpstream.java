package io.mxcp.bootstrap.e2e;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.providers.scripted.ScriptedGoogle;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Google, of which only one domain may come in. */
final class GoogleUpstream extends ScriptedUpstream {
    private static final String DOMAIN = "acme.example";

    GoogleUpstream() {
        super("google", TokenLife.TOLD, false);
    }

    @Override
    ScriptedProvider start() throws IOException {
        return ScriptedGoogle.start(InstantSource.system());
    }

    @Override
    Newcomer comes(ScriptedProvider provider, int number) {
        String email = "person" + number + "@" + DOMAIN;
        ScriptedGoogle.person(provider, email, Integer.toString(number), DOMAIN);
        return new Newcomer(email, email, Map.of("google.hd", DOMAIN));
    }

    @Override
    String data() {
        return "/drive/v3/files";
    }

    @Override
    Reply deadToken() {
        return ScriptedGoogle.error(401, "invalid_request", "Invalid Credentials");
    }

    @Override
    List<Reply> outages() {
        List<Reply> outages = new ArrayList<>(super.outages());
        outages.add(exchange -> {}); // never answers, which takes ten seconds: enough to see with one provider
        return outages;
    }

    @Override
    List<Refusal> ownRefusals() {
        return List.of(
                new Refusal(
                        "it knows another callback",
                        provider -> provider.answer(
                                provider.paths().token(),
                                ScriptedGoogle.error(400, "redirect_uri_mismatch", PROVIDER_TEXT)),
                        "server_error",
                        "refuses this server",
                        "callback_path"),
                new Refusal(
                        "the person is no tester of an app in testing",
                        provider -> provider.answer(provider.paths().authorization(), sendsBack("access_denied")),
                        "access_denied",
                        "cancelled at the identity provider",
                        "only its test users can"),
                new Refusal(
                        "the account is of another domain",
                        provider -> ScriptedGoogle.person(provider, "eve@other.example", "2001", "other.example"),
                        "access_denied",
                        "not of a domain",
                        "allowed_domains"),
                new Refusal(
                        "a private account has an address of the domain",
                        provider -> ScriptedGoogle.person(provider, "eve@" + DOMAIN, "2002", ""),
                        "access_denied",
                        "not of a domain",
                        "allowed_domains"),
                new Refusal(
                        "it does not vouch for the address",
                        provider -> somebody(provider, Map.of("email_verified", "false"), Map.of()),
                        "access_denied",
                        "has not verified the e-mail address",
                        "username_claim"),
                new Refusal(
                        "the person unticked the address",
                        provider -> somebody(
                                provider,
                                Map.of("email", ""),
                                Map.of("scope", quoted("openid " + ScriptedGoogle.PROFILE_SCOPE))),
                        "access_denied",
                        "cancelled at the identity provider",
                        "did not let us see the e-mail address"));
    }

    private static void somebody(ScriptedProvider provider, Map<String, String> profile, Map<String, String> token) {
        Map<String, String> all = new HashMap<>(Map.of("sub", quoted("2003"), "hd", quoted(DOMAIN)));
        all.putAll(profile);
        provider.person("somebody", all, token);
    }
}
