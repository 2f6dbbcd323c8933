package io.mxcp.bootstrap.doctor;

import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.egress.Reachability;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks from this machine whether the provider of a configuration will sign people in: its servers, its metadata, and what its
 * token endpoint says to a code that nobody issued. That tells wrong credentials, which it refuses first, from right ones.
 */
public final class Doctor {
    private static final String PROVIDER = "provider";
    private static final String CALLBACK = "callback";
    private static final String DISCOVERY = "discovery";
    private static final String TOKEN_ENDPOINT = "token endpoint";

    private final Servers servers;
    private final SecretGenerator generator = new SecretGenerator();

    /** Compares the clocks of others with this one. */
    public Doctor(InstantSource clock, EgressLimits limits) {
        this.servers = new Servers(new Reachability(limits), clock);
    }

    /** What was found, in the order of the checks; takes up to 15 seconds for each server that is silent. */
    public List<Finding> examine(Configuration configuration) {
        return configuration
                .auth()
                .map(auth -> examine(auth, configuration))
                .orElseGet(() -> List.of(Finding.warning(
                        PROVIDER,
                        "none is configured: the server is open to everybody",
                        "set auth.provider in config.yml if people are to sign in")));
    }

    private List<Finding> examine(AuthConfig auth, Configuration configuration) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(PROVIDER, auth.provider().id() + ", its configuration is complete"));
        URI callback = URI.create(configuration.issuer().url(auth.callbackPath()));
        findings.add(callback(callback, configuration));
        SignInRequest request = new SignInRequest(callback, generator.secret(), generator.secret(), generator.secret());
        Optional<URI> signIn = signIn(auth, request, findings);
        TreeSet<URI> known = new TreeSet<>(Reachability.servers(auth.settings()));
        signIn.flatMap(Reachability::server).ifPresent(known::add);
        known.forEach(server -> findings.addAll(servers.examine(server)));
        if (signIn.isPresent()) {
            findings.add(tokenEndpoint(auth, request));
        }
        return findings;
    }

    private static Finding callback(URI callback, Configuration configuration) {
        String text = "to be registered at the provider, exactly: " + callback;
        Issuer issuer = configuration.issuer();
        if (!issuer.isHttps() && !isLoopback(callback.getHost())) {
            return Finding.warning(CALLBACK, text, "set base_url to an https URL: most providers refuse plain http");
        }
        return configuration.transport().trustProxy()
                        && configuration.transport().baseUrl().isEmpty()
                ? Finding.warning(
                        CALLBACK, text, "trust_proxy is on: if the proxy names another address, set base_url to it")
                : Finding.ok(CALLBACK, text);
    }

    private static boolean isLoopback(String host) {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    private Optional<URI> signIn(AuthConfig auth, SignInRequest request, List<Finding> findings) {
        try {
            URI address = auth.provider().authorizationUri(request);
            findings.add(Finding.ok(DISCOVERY, "people sign in at " + address.getHost() + address.getRawPath()));
            return Optional.of(address);
        } catch (ProviderException e) {
            findings.add(Finding.problem(
                    DISCOVERY, e.detail(), "correct the address of the provider in its section of config.yml"));
            return Optional.empty();
        }
    }

    private Finding tokenEndpoint(AuthConfig auth, SignInRequest request) {
        try {
            auth.provider().exchange(generator.secret(), request);
            return Finding.problem(
                    TOKEN_ENDPOINT, "it took a code that nobody issued", "check that token_url is the provider's own");
        } catch (ProviderException e) {
            return e.failure() == Failure.GRANT_REFUSED
                    ? Finding.ok(TOKEN_ENDPOINT, "it accepts client_id and client_secret")
                    : refused(e);
        }
    }

    private static Finding refused(ProviderException e) {
        return switch (e.failure()) {
            case CLIENT_REFUSED, USER_DENIED, POLICY_REFUSED ->
                Finding.problem(TOKEN_ENDPOINT, e.detail(), "correct what it names, in config.yml or at the provider");
            case UNREACHABLE ->
                Finding.problem(
                        TOKEN_ENDPOINT, e.detail(), "see the server's own finding; perhaps a firewall is between");
            case RATE_LIMITED -> Finding.warning(TOKEN_ENDPOINT, e.detail(), "run this again in some minutes");
            default ->
                Finding.problem(TOKEN_ENDPOINT, e.detail(), "check that the addresses are those of the provider");
        };
    }
}
