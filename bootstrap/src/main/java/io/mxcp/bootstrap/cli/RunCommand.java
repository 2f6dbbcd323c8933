package io.mxcp.bootstrap.cli;

import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.application.endpoint.EndpointException.Fault;
import io.mxcp.application.endpoint.ReadResult;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.http.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code run}: uses one endpoint once, as the flows do for clients, and prints what it gives. */
final class RunCommand {
    private final Asked asked;
    private final Local local;
    private final Terminal terminal;

    RunCommand(Asked asked, Local local, Terminal terminal) {
        this.asked = asked;
        this.local = local;
        this.terminal = terminal;
    }

    /**
     * What the command line asks for.
     *
     * @param kind {@code tool}, {@code resource} or {@code prompt}
     * @param name of a tool or prompt; the address of a resource, or its template
     * @param person nobody where absent
     * @param checked whether the result is held against what the endpoint promises
     * @param json whether it is printed as JSON
     */
    record Asked(
            String kind,
            String name,
            NamedArguments arguments,
            Optional<UserContext> person,
            boolean checked,
            boolean json) {}

    /**
     * Runs it.
     *
     * @throws UsageException if there is no such endpoint, or it does not take these arguments
     */
    int run(Configuration configuration, EndpointCatalog catalog) throws UsageException {
        RunnableEndpoint endpoint = RunnableEndpoint.find(asked.kind(), asked.name(), catalog);
        Map<String, Object> values = endpoint.contract().values(arguments(endpoint));
        Optional<AuthConfig> auth = configuration.auth();
        return local.run(
                configuration,
                opened -> show(
                        endpoint,
                        () -> endpoint.use()
                                .made(
                                        opened.flows(),
                                        values,
                                        Requester.of(UserContext.caller(asked.person(), auth)),
                                        reader(endpoint))));
    }

    /** Looks at what the endpoint gave, and lets it through as it is. */
    private Function<Object, ReadResult<Object>> reader(RunnableEndpoint endpoint) {
        return asked.checked() ? value -> endpoint.contract().json(value).map(json -> value) : ReadResult::of;
    }

    private JsonObject arguments(RunnableEndpoint endpoint) throws UsageException {
        JsonObject given = asked.arguments().texts();
        List<String> known = endpoint.parameters().stream().map(Parameter::name).toList();
        for (String name : asked.arguments().names()) {
            if (!known.contains(name)) {
                throw new UsageException(
                        endpoint.name() + " has no parameter '" + name + "'" + Nearest.hint(name, known));
            } else if (endpoint.fromAddress().containsKey(name)) {
                throw new UsageException("--param " + name + ": the address says it already");
            }
        }
        endpoint.fromAddress().forEach(given::addProperty);
        endpoint.contract().readTexts(given);
        asked.arguments().files().forEach(given::add);
        for (Parameter parameter : endpoint.parameters()) {
            if (parameter.isRequired() && !given.has(parameter.name())) {
                throw new UsageException(endpoint.name() + " needs --param " + parameter.name());
            }
        }
        Optional<String> faults = endpoint.contract().faultsOf(given);
        if (faults.isPresent()) {
            throw new UsageException(faults.get());
        }
        return given;
    }

    /** What an endpoint gives, or why it gives nothing. */
    @FunctionalInterface
    private interface Outcome {
        Object value() throws EndpointException;
    }

    private int show(RunnableEndpoint endpoint, Outcome outcome) {
        try {
            Object value = outcome.value();
            terminal.out()
                    .println(
                            asked.json()
                                    ? Report.text(JsonValues.toJson(value))
                                    : endpoint.shown().apply(value));
            return ExitCode.OK;
        } catch (EndpointException failure) {
            terminal.err().println("mxcp: " + failure.explanation());
            return failure.fault() == Fault.ARGUMENT ? ExitCode.WRONG_USE : ExitCode.FAILED;
        }
    }
}
