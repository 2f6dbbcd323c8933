package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.Substitution;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the program finds around it.
 *
 * @param workingDirectory the project folder, absolute
 * @param home what {@code ~} stands for, absolute
 * @param environment the environment variables
 * @param clock the time
 */
public record Surroundings(Path workingDirectory, Path home, Map<String, String> environment, InstantSource clock) {
    /** Copies the map. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** An environment variable; an empty one counts as unset. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** An environment variable that says yes or no. */
    Optional<Boolean> flag(String name, Problems problems) {
        return variable(name).flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> Optional.of(true);
            case "false", "0", "no", "off" -> Optional.of(false);
            default -> {
                problems.error(Problem.of("environment variable " + name, "must be true or false"));
                yield Optional.empty();
            }
        });
    }

    /** What the texts of a file in this folder may refer to. */
    Substitution substitution(Path folder) {
        return Substitution.of(environment, folder, home);
    }

    /** A file's name for messages: short inside the project, in full outside. */
    public String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = workingDirectory.normalize();
        return absolute.startsWith(folder) ? folder.relativize(absolute).toString() : absolute.toString();
    }
}
