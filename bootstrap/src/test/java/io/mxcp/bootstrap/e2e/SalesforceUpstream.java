package io.mxcp.bootstrap.e2e;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.providers.scripted.ScriptedSalesforce;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Salesforce, which never tells when a session ends. */
final class SalesforceUpstream extends ScriptedUpstream {
    SalesforceUpstream() {
        super("salesforce", TokenLife.UNTOLD, false);
    }

    @Override
    ScriptedProvider start() throws IOException {
        return ScriptedSalesforce.start(InstantSource.system());
    }

    @Override
    Newcomer comes(ScriptedProvider provider, int number) {
        String user = "005Ax%010d".formatted(number);
        Newcomer newcomer = new Newcomer(
                "person" + number + "@acme.example.sales",
                "person" + number + "@acme.example",
                Map.of(
                        "salesforce.instance_url",
                        provider.base(),
                        "salesforce.organization_id",
                        ScriptedSalesforce.ORGANIZATION,
                        "salesforce.user_id",
                        user,
                        "salesforce.picture",
                        "https://photos.example/ann"));
        ScriptedSalesforce.person(provider, newcomer.username(), user, newcomer.email());
        return newcomer;
    }

    @Override
    String data() {
        return "/services/data/v58.0/sobjects/Account";
    }

    @Override
    Reply deadToken() {
        return ScriptedSalesforce.expiredSession();
    }

    @Override
    List<Refusal> ownRefusals() {
        return List.of(
                new Refusal(
                        "it knows another callback",
                        provider -> provider.answer(
                                provider.paths().token(), ScriptedSalesforce.error("redirect_uri_mismatch")),
                        "server_error",
                        "refuses this server",
                        "callback_path"),
                new Refusal(
                        "the client is known at another login host",
                        provider -> provider.answer(
                                provider.paths().token(), ScriptedSalesforce.error("invalid_client_id")),
                        "server_error",
                        "refuses this server",
                        "auth_url and token_url must both be at the login host"),
                new Refusal(
                        "the app lacks a scope that is asked for",
                        provider -> provider.answer(provider.paths().authorization(), sendsBack("invalid_scope")),
                        "server_error",
                        "refuses this server",
                        "check scope"),
                new Refusal(
                        "the scopes bring no username",
                        provider -> provider.person("nameless", Map.of("preferred_username", ""), Map.of()),
                        "server_error",
                        "refuses this server",
                        "add openid profile to scope"),
                new Refusal(
                        "the person is switched off",
                        provider -> provider.person("inactive", Map.of("active", "false"), Map.of()),
                        "access_denied",
                        "switched off",
                        "not active"));
    }
}
