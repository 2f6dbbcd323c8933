package io.mxcp.bootstrap.e2e;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.providers.scripted.ScriptedAtlassian;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Atlassian, one site of which is needed. */
final class AtlassianUpstream extends ScriptedUpstream {
    AtlassianUpstream() {
        super("atlassian", TokenLife.TOLD, true);
    }

    @Override
    ScriptedProvider start() throws IOException {
        return ScriptedAtlassian.start(InstantSource.system());
    }

    @Override
    Newcomer comes(ScriptedProvider provider, int number) {
        String email = "person" + number + "@acme.example";
        String account = "712020:person-" + number;
        ScriptedAtlassian.person(provider, email, account);
        return new Newcomer(
                email,
                email,
                Map.of(
                        "atlassian.account_id", account,
                        "atlassian.cloud_id", "1324a887",
                        "atlassian.site_url", "https://acme.atlassian.net",
                        "atlassian.sites",
                                "[{\"id\":\"1324a887\",\"name\":\"acme\",\"url\":\"https://acme.atlassian.net\"}]"));
    }

    @Override
    String data() {
        return "/ex/jira/1324a887/rest/api/2/project";
    }

    @Override
    Reply deadToken() {
        return Reply.json(401, "{\"code\":401,\"message\":\"Unauthorized\"}");
    }

    @Override
    void settle(ScriptedProvider provider) {
        super.settle(provider);
        provider.recover(ScriptedAtlassian.SITES);
    }

    @Override
    List<Refusal> ownRefusals() {
        return List.of(
                new Refusal(
                        "it knows another callback",
                        provider -> provider.answer(
                                provider.paths().token(), ScriptedAtlassian.error(400, "redirect_uri_mismatch")),
                        "server_error",
                        "refuses this server",
                        "callback_path"),
                new Refusal(
                        "the integration lacks a scope that is asked for",
                        provider -> provider.answer(provider.paths().authorization(), sendsBack("invalid_scope")),
                        "server_error",
                        "refuses this server",
                        "check scope"),
                new Refusal(
                        "the token may not read the profile",
                        provider -> provider.answer(
                                provider.paths().userInfo(),
                                Reply.json(403, "{\"message\":" + quoted(PROVIDER_TEXT) + "}")),
                        "server_error",
                        "refuses this server",
                        "check scope"),
                new Refusal(
                        "the person has no site",
                        provider -> ScriptedAtlassian.sites(provider, "[]"),
                        "access_denied",
                        "no access to the site",
                        "no accessible site, while site is configured"),
                new Refusal(
                        "the person chose another site",
                        provider -> ScriptedAtlassian.sites(
                                provider,
                                "[{\"id\":\"99\",\"name\":\"other\",\"url\":\"https://other.atlassian.net\",\"scopes\":[]}]"),
                        "access_denied",
                        "no access to the site",
                        "the setting site"));
    }
}
