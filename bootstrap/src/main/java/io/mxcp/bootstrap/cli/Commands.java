package io.mxcp.bootstrap.cli;

import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.endpoints.SqlCheck;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.http.json.JsonValues;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands of the program. */
public final class Commands {
    private final Surroundings surroundings;
    private final List<ProviderFactory> factories;
    private final Services services;
    private final Terminal terminal;

    /** Works here, with these providers to choose from. */
    public Commands(Surroundings surroundings, List<ProviderFactory> factories, Services services, Terminal terminal) {
        this.surroundings = surroundings;
        this.factories = List.copyOf(factories);
        this.services = services;
        this.terminal = terminal;
    }

    /**
     * What the commands start or ask.
     *
     * @param sql what {@code validate} asks of the SQL of endpoints
     */
    public record Services(Server server, Demo demo, Local local, SqlCheck sql) {}

    /**
     * Where results and problems go; both are flushed at the end of each command, and before a server starts.
     *
     * @param version of the program
     */
    public record Terminal(PrintWriter out, PrintWriter err, String version) {
        void flush() {
            out.flush();
            err.flush();
        }
    }

    /** Runs one command line; returns the exit code. */
    public int run(String... arguments) {
        CommandLine commandLine = Syntax.commandLine(terminal.version());
        commandLine.setOut(terminal.out()).setErr(terminal.err());
        try {
            ParseResult parsed = commandLine.parseArgs(Syntax.withoutCommentsInFront(arguments));
            Integer helped = CommandLine.executeHelpRequest(parsed);
            return helped != null ? ExitCode.OK : run(commandLine, parsed);
        } catch (UsageException e) {
            terminal.err().println("mxcp: " + e.getMessage());
            return ExitCode.WRONG_USE;
        } catch (ParameterException e) {
            terminal.err().println("mxcp: " + Syntax.explain(e));
            terminal.err().println("Try 'mxcp --help'.");
            return ExitCode.WRONG_USE;
        } finally {
            terminal.flush();
        }
    }

    private int run(CommandLine commandLine, ParseResult parsed) throws UsageException {
        if (!parsed.hasSubcommand()) {
            commandLine.usage(terminal.err());
            return ExitCode.WRONG_USE;
        }
        ParseResult command = parsed.subcommand();
        return switch (command.commandSpec().name()) {
            case Syntax.SERVE -> serve(command);
            case Syntax.VALIDATE -> validate(command);
            case Syntax.LIST -> list(command);
            case Syntax.DOCTOR ->
                new DoctorCommand(surroundings, factories, terminal).run(overrides(command), json(command));
            case Syntax.PROVIDERS -> new ProvidersCommand(factories, terminal.out()).run(json(command));
            case Syntax.SCHEMA -> schema(command);
            case Syntax.BACKUP ->
                new BackupCommand(surroundings, factories, terminal)
                        .run(overrides(command), Syntax.argument(command).orElseThrow());
            case Syntax.INIT -> new Init(surroundings.workingDirectory(), terminal.out(), terminal.err()).run();
            case Syntax.QUERY -> query(command);
            case Syntax.RUN -> runEndpoint(command);
            default -> demo(command);
        };
    }

    private int serve(ParseResult command) {
        Project project = Project.read(surroundings, overrides(command), factories);
        if (json(command) && project.problems().hasErrors()) {
            terminal.out().println(Report.text(Report.json(project.problems())));
        } else {
            Report.print(project.problems(), terminal.err());
        }
        terminal.flush();
        return project.ready()
                .map(configuration ->
                        services.server().serve(configuration, project.files().endpoints()))
                .orElse(ExitCode.FAILED);
    }

    private int validate(ParseResult command) {
        Project project = Project.read(surroundings, overrides(command), factories, services.sql());
        if (json(command)) {
            terminal.out().println(Report.text(Report.json(project.problems())));
        } else {
            Report.print(project.problems(), terminal.out());
            if (!project.problems().hasErrors()) {
                terminal.out().println("All files are good.");
            }
        }
        return exitCode(project);
    }

    private int list(ParseResult command) {
        Project project = Project.readEndpoints(surroundings, overrides(command));
        List<String> builtIn =
                project.site().map(site -> site.sqlTools().builtIn()).orElse(List.of());
        Listing listing = Listing.of(project.files(), builtIn);
        if (json(command)) {
            terminal.out().println(Report.text(listing.json()));
        } else {
            listing.lines().forEach(terminal.out()::println);
        }
        Report.print(project.problems(), terminal.err());
        return exitCode(project);
    }

    private int query(ParseResult command) throws UsageException {
        Query query = readQuery(command);
        Optional<UserContext> person = person(command);
        Project project = Project.read(surroundings, overrides(command), factories);
        Report.print(project.problems(), terminal.err());
        return project.ready()
                .map(known -> services.local()
                        .run(
                                known,
                                opened -> query.run(
                                        opened.engine(),
                                        UserContext.caller(person, known.auth()),
                                        terminal.out(),
                                        terminal.err())))
                .orElse(ExitCode.FAILED);
    }

    private Query readQuery(ParseResult command) throws UsageException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        arguments(command).guessed().forEach((name, value) -> parameters.put(name, JsonValues.toJava(value)));
        return new Query(
                FileArgument.text("SQL", Syntax.argument(command).orElseThrow(), surroundings.workingDirectory()),
                parameters,
                command.hasMatchedOption(Syntax.WRITE) ? AccessMode.READ_WRITE : AccessMode.READ_ONLY,
                json(command));
    }

    private int runEndpoint(ParseResult command) throws UsageException {
        RunCommand.Asked asked = new RunCommand.Asked(
                Syntax.argument(command).orElseThrow(),
                Syntax.secondArgument(command).orElseThrow(),
                arguments(command),
                person(command),
                !command.hasMatchedOption(Syntax.SKIP_OUTPUT_VALIDATION),
                json(command));
        Project project = Project.read(surroundings, overrides(command), factories);
        Report.print(project.problems(), terminal.err());
        Optional<Configuration> known = project.ready();
        if (known.isEmpty()) {
            return ExitCode.FAILED;
        }
        EndpointCatalog catalog =
                project.files().endpoints().catalog(known.get().site().sqlTools());
        return new RunCommand(asked, services.local(), terminal).run(known.get(), catalog);
    }

    private NamedArguments arguments(ParseResult command) throws UsageException {
        return NamedArguments.read(
                command.matchedOptionValue(Syntax.PARAM, List.<String>of()), surroundings.workingDirectory());
    }

    private Optional<UserContext> person(ParseResult command) throws UsageException {
        return UserContext.read(
                Optional.ofNullable(command.matchedOptionValue(Syntax.USER_CONTEXT, (String) null)),
                surroundings.workingDirectory());
    }

    private int demo(ParseResult command) {
        return services.demo().serve(Syntax.port(command), command.hasMatchedOption(Syntax.DEBUG));
    }

    private int schema(ParseResult command) {
        SchemaCommand schema = new SchemaCommand(factories, terminal.out());
        if (command.hasMatchedOption(Syntax.MARKDOWN)) {
            return schema.markdown();
        }
        String file = Syntax.argument(command)
                .filter(SchemaCommand.FILES::contains)
                .orElseThrow(() -> new ParameterException(
                        command.commandSpec().commandLine(),
                        "name the file: " + String.join(" or ", SchemaCommand.FILES)));
        return schema.schema(file);
    }

    private static boolean json(ParseResult command) {
        return command.hasMatchedOption(Syntax.JSON);
    }

    private static int exitCode(Project project) {
        return project.problems().hasErrors() ? ExitCode.FAILED : ExitCode.OK;
    }

    private static Overrides overrides(ParseResult command) {
        boolean hasPort = command.commandSpec().optionsMap().containsKey(Syntax.PORT);
        return new Overrides(
                Optional.ofNullable(command.matchedOptionValue(Syntax.PROFILE, (String) null)),
                hasPort ? Syntax.port(command) : Optional.empty(),
                Optional.ofNullable(command.matchedOptionValue(Syntax.SQL_TOOLS, (Boolean) null)),
                command.hasMatchedOption(Syntax.DEBUG));
    }
}
