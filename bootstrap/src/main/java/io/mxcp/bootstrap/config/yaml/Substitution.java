package io.mxcp.bootstrap.config.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in what a text refers to: {@code ${NAME}} anywhere in it is an environment variable, {@code file://path} as the whole
 * of it is the content of a file, without its last line break.
 *
 * <p>What was put in is not looked at again: a variable cannot name a file.
 */
public final class Substitution {
    /** Leaves every text as it is. */
    public static final Substitution NONE = new Substitution(Optional.empty());

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NOT_OFFERED = Pattern.compile("(vault|op)://.*", Pattern.DOTALL);
    private static final String FILE = "file://";
    private static final int MAX_FILE_BYTES = 65_536;

    private final Optional<References> references;

    private Substitution(Optional<References> references) {
        this.references = references;
    }

    /**
     * Takes variables from this map, and relative files from this folder.
     *
     * @param environment by name
     * @param home what {@code ~} stands for
     */
    public static Substitution of(Map<String, String> environment, Path folder, Path home) {
        return new Substitution(Optional.of(new References(Map.copyOf(environment), folder, home)));
    }

    /** The text with everything put in; absent if that cannot be done, and then the reason is told. */
    Optional<String> apply(String text, Consumer<String> problem) {
        return references.isEmpty() ? Optional.of(text) : references.get().apply(text, problem);
    }

    private record References(Map<String, String> environment, Path folder, Path home) {
        Optional<String> apply(String text, Consumer<String> problem) {
            if (NOT_OFFERED.matcher(text).matches()) {
                problem.accept("secrets from vault:// and op:// are not offered; use ${NAME} or file://path");
                return Optional.empty();
            }
            Optional<String> whole = variables(text, problem);
            return text.startsWith(FILE) ? whole.flatMap(url -> content(url.substring(FILE.length()), problem)) : whole;
        }

        private Optional<String> variables(String text, Consumer<String> problem) {
            Matcher matcher = VARIABLE.matcher(text);
            if (matcher.results().filter(found -> !isKnown(found, problem)).count() > 0) {
                return Optional.empty();
            }
            if (matcher.reset().replaceAll("").contains("${")) {
                problem.accept("'${' without '}' is no reference: expected ${NAME}");
                return Optional.empty();
            }
            return Optional.of(matcher.reset()
                    .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), ""))));
        }

        private boolean isKnown(MatchResult found, Consumer<String> problem) {
            String name = found.group(1);
            if (!NAME.matcher(name).matches()) {
                problem.accept(
                        "'${" + name + "}' is no reference: expected ${NAME} with letters, digits and underscores");
                return false;
            }
            if (!environment.containsKey(name)) {
                problem.accept("Environment variable " + name + " is not set");
                return false;
            }
            return true;
        }

        private Optional<String> content(String path, Consumer<String> problem) {
            try {
                Path file = folder.resolve(Home.expand(path, home));
                if (Files.isRegularFile(file) && Files.size(file) > MAX_FILE_BYTES) {
                    problem.accept("the file has more than " + MAX_FILE_BYTES + " bytes");
                    return Optional.empty();
                }
                return Optional.of(Files.readString(file).replaceFirst("\\R\\z", ""));
            } catch (CharacterCodingException e) {
                problem.accept("the file is not UTF-8 text");
            } catch (IOException | InvalidPathException e) {
                problem.accept("the file '" + path + "' does not exist or cannot be read");
            }
            return Optional.empty();
        }
    }
}
