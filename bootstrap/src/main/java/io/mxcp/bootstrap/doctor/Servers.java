package io.mxcp.bootstrap.doctor;

import io.mxcp.providers.egress.Reachability;
import io.mxcp.providers.egress.Reachability.Result;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Looks at one server of a provider: name, connection, TLS, clock. */
final class Servers {
    /** What is forgiven in times that a provider tells. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final Reachability reachability;
    private final InstantSource clock;

    Servers(Reachability reachability, InstantSource clock) {
        this.reachability = reachability;
        this.clock = clock;
    }

    List<Finding> examine(URI server) {
        Result result = reachability.probe(server);
        Finding reached = reached(server, result);
        return result.date().map(date -> List.of(reached, clock(server, date))).orElseGet(() -> List.of(reached));
    }

    private static Finding reached(URI server, Result result) {
        String check = "server " + server;
        return switch (result.outcome()) {
            case REACHED ->
                Finding.ok(
                        check,
                        server.getScheme().equals("https")
                                ? "its name is known, it answers, its certificate is trusted"
                                : "its name is known, it answers, without TLS");
            case UNKNOWN_HOST ->
                Finding.problem(check, "its host name is not known", "correct the address, or the DNS of this machine");
            case TLS_FAILED ->
                Finding.problem(
                        check,
                        "TLS fails: its certificate is not trusted by this Java, or of another name",
                        "correct the address, or add the certificate's authority to the trust store of this Java");
            case TIME_OUT ->
                Finding.problem(
                        check, "no answer in time", "let this machine connect to it: perhaps a firewall is between");
            case NO_CONNECTION ->
                Finding.problem(
                        check,
                        "nobody listens there, or the connection breaks",
                        "correct the address, or start the server");
        };
    }

    private Finding clock(URI server, Instant date) {
        Duration ahead = Duration.between(date, clock.instant());
        String check = "clock";
        return ahead.abs().compareTo(LEEWAY) <= 0
                ? Finding.ok(check, "the same as at " + server.getHost())
                : Finding.problem(
                        check,
                        "this machine is " + ahead.abs().toSeconds() + " s "
                                + (ahead.isNegative() ? "behind " : "ahead of ") + server.getHost(),
                        "let the clocks be set from the network (NTP): tokens would count as expired or not yet good");
    }
}
