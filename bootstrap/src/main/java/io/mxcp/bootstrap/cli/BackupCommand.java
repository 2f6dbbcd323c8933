package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.AuthConfig.Persistence;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.sqlite.Backup;
import io.mxcp.sqlite.UnusableFileException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code backup}: a copy of the profile's database, also while a server has it open. */
final class BackupCommand {
    private final Surroundings surroundings;
    private final List<ProviderFactory> factories;
    private final Terminal terminal;

    BackupCommand(Surroundings surroundings, List<ProviderFactory> factories, Terminal terminal) {
        this.surroundings = surroundings;
        this.factories = factories;
        this.terminal = terminal;
    }

    int run(Overrides overrides, String target) {
        Problems problems = new Problems();
        Optional<Configuration> read = Configuration.read(surroundings, overrides, factories, problems);
        if (read.isEmpty()) {
            Report.print(problems, terminal.err());
            return ExitCode.FAILED;
        }
        Optional<Persistence> persistence = read.get().auth().flatMap(AuthConfig::persistence);
        return persistence.isEmpty()
                ? failed("there is nothing to copy: the profile keeps its state in memory")
                : copy(persistence.get().file(), target);
    }

    private int copy(Path file, String target) {
        try {
            Path copy = surroundings.workingDirectory().resolve(target).normalize();
            Backup.write(file, copy);
            terminal.out()
                    .println("Copied to " + copy + ". It holds the registered clients; everybody signs in again.");
            return ExitCode.OK;
        } catch (InvalidPathException e) {
            return failed("the target is no path");
        } catch (UnusableFileException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private int failed(String message) {
        terminal.err().println("mxcp: " + message);
        return ExitCode.FAILED;
    }
}
