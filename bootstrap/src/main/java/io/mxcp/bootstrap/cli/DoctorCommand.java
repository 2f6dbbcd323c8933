package io.mxcp.bootstrap.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.doctor.Doctor;
import io.mxcp.bootstrap.doctor.Finding;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.providers.egress.EgressLimits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code doctor}: whether the provider of the profile will sign people in, seen from this machine. */
final class DoctorCommand {
    private final Surroundings surroundings;
    private final List<ProviderFactory> factories;
    private final Terminal terminal;

    DoctorCommand(Surroundings surroundings, List<ProviderFactory> factories, Terminal terminal) {
        this.surroundings = surroundings;
        this.factories = factories;
        this.terminal = terminal;
    }

    int run(Overrides overrides, boolean json) {
        Problems problems = new Problems();
        Optional<Configuration> read = Configuration.read(surroundings, overrides, factories, problems);
        Report.print(problems, terminal.err());
        terminal.flush();
        if (read.isEmpty()) {
            return ExitCode.FAILED;
        }
        List<Finding> findings = new Doctor(surroundings.clock(), EgressLimits.STANDARD).examine(read.get());
        if (json) {
            JsonArray array = new JsonArray();
            findings.forEach(finding -> array.add(json(finding)));
            terminal.out().println(Report.text(array));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private void print(Finding finding) {
        terminal.out().println(String.format("%-8s %s: %s", name(finding.level()), finding.check(), finding.text()));
        finding.advice().ifPresent(advice -> terminal.out().println("         " + advice));
    }

    private static JsonObject json(Finding finding) {
        JsonObject object = new JsonObject();
        object.addProperty("level", name(finding.level()));
        object.addProperty("check", finding.check());
        object.addProperty("text", finding.text());
        finding.advice().ifPresent(advice -> object.addProperty("advice", advice));
        return object;
    }

    private static String name(Finding.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
