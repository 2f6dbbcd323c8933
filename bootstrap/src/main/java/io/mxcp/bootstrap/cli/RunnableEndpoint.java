package io.mxcp.bootstrap.cli;

import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.application.endpoint.GetPrompt;
import io.mxcp.application.endpoint.ReadResult;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.http.contract.Contract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A tool, a resource or a prompt, by the name that the command line gave.
 *
 * @param fromAddress what the address of a resource says of its parameters; empty where its template was named
 * @param shown what it gave, for people
 */
record RunnableEndpoint(
        String name,
        List<Parameter> parameters,
        Contract contract,
        Map<String, String> fromAddress,
        Use use,
        Function<Object, String> shown) {
    /** The kinds, as the command line names them. */
    static final List<String> KINDS = List.of("tool", "resource", "prompt");

    /** How one is used. */
    @FunctionalInterface
    interface Use {
        Object made(
                EndpointFlows flows,
                Map<String, Object> values,
                Requester requester,
                Function<Object, ReadResult<Object>> reader)
                throws EndpointException;
    }

    /**
     * The one of this name.
     *
     * @throws UsageException if there is none
     */
    static RunnableEndpoint find(String kind, String name, EndpointCatalog catalog) throws UsageException {
        return switch (kind) {
            case "tool" -> tool(name, catalog.tools());
            case "resource" -> resource(name, catalog);
            case "prompt" -> prompt(name, catalog.prompts());
            default ->
                throw new UsageException(
                        "'" + kind + "' is none of " + String.join(", ", KINDS) + Nearest.hint(kind, KINDS));
        };
    }

    private static RunnableEndpoint tool(String name, List<Tool> tools) throws UsageException {
        Tool tool = tools.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown("tool", name, tools.stream().map(Tool::name)));
        return new RunnableEndpoint(
                name,
                tool.parameters(),
                Contract.of(tool),
                Map.of(),
                (flows, values, requester, reader) ->
                        flows.callTool().call(tool, values, requester, new Cancellation(), reader),
                Shown::of);
    }

    private static RunnableEndpoint resource(String address, EndpointCatalog catalog) throws UsageException {
        Optional<Resource> template = catalog.resourceTemplates().stream()
                .filter(one -> one.uri().toString().equals(address))
                .findFirst();
        if (template.isPresent()) {
            return resource(template.get(), Map.of());
        }
        EndpointCatalog.Found found = catalog.resourceAt(address)
                .orElseThrow(() -> unknown(
                        "resource",
                        address,
                        Stream.concat(catalog.resources().stream(), catalog.resourceTemplates().stream())
                                .map(one -> one.uri().toString())));
        return resource(found.resource(), found.values());
    }

    private static RunnableEndpoint resource(Resource resource, Map<String, String> values) {
        return new RunnableEndpoint(
                resource.uri().toString(),
                resource.parameters(),
                Contract.of(resource),
                values,
                (flows, bound, requester, reader) ->
                        flows.readResource().read(resource, bound, requester, new Cancellation(), reader),
                Shown::of);
    }

    private static RunnableEndpoint prompt(String name, List<Prompt> prompts) throws UsageException {
        Prompt prompt = prompts.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown("prompt", name, prompts.stream().map(Prompt::name)));
        return new RunnableEndpoint(
                name,
                prompt.parameters(),
                Contract.of(prompt),
                Map.of(),
                (flows, values, requester, unread) -> flows.getPrompt().get(prompt, values, requester).stream()
                        .map(RunnableEndpoint::message)
                        .toList(),
                Shown::messages);
    }

    private static Map<String, String> message(GetPrompt.Message message) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("role", message.role().name().toLowerCase(Locale.ROOT));
        members.put("text", message.text());
        return members;
    }

    private static UsageException unknown(String kind, String name, Stream<String> known) {
        String hint = Nearest.hint(name, known.toList());
        return new UsageException("there is no " + kind + " '" + name + "'"
                + (hint.isEmpty() ? "; mxcp list shows what there is" : hint));
    }
}
