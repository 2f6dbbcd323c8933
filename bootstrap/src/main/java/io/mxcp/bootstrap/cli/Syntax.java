package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.config.yaml.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Which commands and options there are. Built without annotations, which would cost a tenth of a second of reflection. */
final class Syntax {
    static final String SERVE = "serve";
    static final String VALIDATE = "validate";
    static final String LIST = "list";
    static final String DEMO = "demo";
    static final String DOCTOR = "doctor";
    static final String PROVIDERS = "providers";
    static final String SCHEMA = "schema";
    static final String BACKUP = "backup";
    static final String INIT = "init";
    static final String QUERY = "query";
    static final String RUN = "run";
    static final String SKIP_OUTPUT_VALIDATION = "--skip-output-validation";
    static final String WRITE = "--write";
    static final String PARAM = "--param";
    static final String USER_CONTEXT = "--user-context";
    static final String MARKDOWN = "--markdown";
    static final String PROFILE = "--profile";
    static final String PORT = "--port";
    static final String SQL_TOOLS = "--sql-tools";
    static final String DEBUG = "--debug";
    static final String JSON = "--json-output";
    private static final Pattern OPTION = Pattern.compile("--|--[A-Za-z][\\w-]*(=.*)?");
    private static final int HIGHEST_PORT = 65_535;

    private Syntax() {}

    static CommandLine commandLine(String version) {
        CommandSpec root = CommandSpec.create().name("mxcp").version("mxcp " + version);
        root.usageMessage().description("Puts sign-in in front of data that AI assistants query.");
        root.addOption(help());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
        root.addSubcommand(SERVE, command("Serve the project in this folder.", profile(), port(), sqlTools()));
        root.addSubcommand(VALIDATE, command("Check all files of the project; start nothing.", profile(), sqlTools()));
        root.addSubcommand(LIST, command("List the endpoints of the project.", profile(), sqlTools()));
        root.addSubcommand(DOCTOR, command("Check whether the profile's provider will sign people in.", profile()));
        root.addSubcommand(PROVIDERS, command("List the sign-in providers and their settings."));
        root.addSubcommand(
                SCHEMA,
                command(
                                "Describe what a file may say: the settings, or a tool, resource or prompt.",
                                flag(MARKDOWN, "All keys of the settings as Markdown."))
                        .addPositional(argument(0, "config|site|endpoint", "0..1", "The file, as JSON Schema.")));
        root.addSubcommand(
                BACKUP,
                command("Copy the profile's database, without sign-ins and tokens.", profile())
                        .addPositional(argument(0, "TARGET", "1", "The file to write; must not exist.")));
        root.addSubcommand(INIT, command("Write a small project to begin with into this folder."));
        root.addSubcommand(
                RUN,
                command(
                                "Use one endpoint once, as whoever --user-context says, and print what it gives.",
                                profile(),
                                sqlTools(),
                                many(
                                        PARAM,
                                        "NAME=VALUE",
                                        "An argument; VALUE is text as its parameter reads it, or @FILE with JSON."),
                                userContext(),
                                flag(SKIP_OUTPUT_VALIDATION, "Do not hold the result against the endpoint's return."))
                        .addPositional(argument(0, "tool|resource|prompt", "1", "Which kind of endpoint."))
                        .addPositional(argument(
                                1, "NAME", "1", "Its name; of a resource the address, or the template of addresses.")));
        root.addSubcommand(
                QUERY,
                command(
                                "Run SQL on the project's database, as whoever --user-context says.",
                                profile(),
                                flag(WRITE, "Let it change data."),
                                many(PARAM, "NAME=VALUE", "A parameter, $NAME in SQL; VALUE is JSON, text, or @FILE."),
                                userContext())
                        .addPositional(argument(0, "SQL|@FILE", "1", "What to run.")));
        root.addSubcommand(DEMO, command("Serve a small data set with invented people to sign in as.", port()));
        // @FILE is ours to read: SQL and JSON are no options
        return new CommandLine(root).setExpandAtFiles(false);
    }

    /**
     * SQL that begins with a comment is no option: it gets a space in front, which SQL does not mind. An option is a name, alone or
     * with {@code =} and a value behind it, in which few options have lines.
     */
    static String[] withoutCommentsInFront(String... arguments) {
        boolean sql = arguments.length > 0 && arguments[0].equals(QUERY);
        return Arrays.stream(arguments)
                .map(text -> sql && text.startsWith("--") && !isOption(text) ? " " + text : text)
                .toArray(String[]::new);
    }

    private static boolean isOption(String text) {
        return text.startsWith(PARAM + "=")
                || text.startsWith(USER_CONTEXT + "=")
                || OPTION.matcher(text).matches();
    }

    /** What was wrong with the command line, and what was probably meant. */
    static String explain(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        String word = unmatched.getUnmatched().get(0);
        String name = word.split("=", 2)[0];
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        Set<String> known = new TreeSet<>(
                word.startsWith("-")
                        ? command.optionsMap().keySet()
                        : command.subcommands().keySet());
        return "unknown " + (word.startsWith("-") ? "option" : "command") + " '" + name + "'"
                + Nearest.hint(name, known);
    }

    /** The port of this command line. */
    static Optional<Integer> port(ParseResult command) {
        Optional<Integer> port = Optional.ofNullable(command.matchedOptionValue(PORT, (Integer) null));
        if (port.filter(number -> number < 0 || number > HIGHEST_PORT).isPresent()) {
            throw new ParameterException(
                    command.commandSpec().commandLine(), PORT + " must be a number from 0 to " + HIGHEST_PORT);
        }
        return port;
    }

    private static CommandSpec command(String description, OptionSpec... options) {
        CommandSpec command = CommandSpec.create();
        command.usageMessage().description(description);
        List.of(options).forEach(command::addOption);
        command.addOption(flag(DEBUG, "Log in detail; never a token, code or secret."));
        command.addOption(flag(JSON, "Print the result as JSON."));
        command.addOption(help());
        return command;
    }

    private static OptionSpec userContext() {
        return valued(USER_CONTEXT, "JSON|@FILE", String.class, "Who asks; nobody unless given.");
    }

    private static PositionalParamSpec argument(int index, String label, String arity, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** The argument of this command line. */
    static Optional<String> argument(ParseResult command) {
        return Optional.ofNullable(command.matchedPositionalValue(0, (String) null));
    }

    /** The argument behind it. */
    static Optional<String> secondArgument(ParseResult command) {
        return Optional.ofNullable(command.matchedPositionalValue(1, (String) null));
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build();
    }

    private static OptionSpec profile() {
        return valued(PROFILE, "PROFILE", String.class, "The profile to use instead of the one in mxcp-site.yml.");
    }

    private static OptionSpec port() {
        return valued(PORT, "N", Integer.class, "The port to listen at; 0 takes a free one.");
    }

    private static OptionSpec sqlTools() {
        return valued(SQL_TOOLS, "true|false", Boolean.class, "Whether to offer the built-in SQL tools.");
    }

    private static OptionSpec valued(String name, String label, Class<?> type, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .paramLabel(label)
                .type(type)
                .description(description)
                .build();
    }

    private static OptionSpec many(String name, String label, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }
}
