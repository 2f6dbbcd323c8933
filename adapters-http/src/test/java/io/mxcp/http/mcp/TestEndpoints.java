package io.mxcp.http.mcp;

import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.endpoint.PromptTemplate;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.UriTemplate;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resources over the statements of {@link ScriptedEngine}, and prompts that tell their arguments. */
final class TestEndpoints {
    static final ValueType TEXT = ValueType.of(Kind.STRING);
    static final ValueType WHOLE = TestTools.type(Kind.INTEGER, Map.of("minimum", 1L));

    /** Fails where it is given {@code broken}. */
    private static final PromptTemplate TELLS = arguments -> {
        if (arguments.containsValue("broken")) {
            throw new PromptException("The template cannot be rendered: line 3");
        }
        return new TreeMap<>(arguments).toString();
    };

    private TestEndpoints() {}

    static Resource resource(
            String uri, String statement, String mimeType, List<Parameter> parameters, Optional<ValueType> result) {
        return new Resource(
                UriTemplate.parse(uri),
                Optional.empty(),
                Optional.of("Runs " + statement),
                List.of(),
                mimeType,
                parameters,
                result,
                new Sql.ByOperator(statement));
    }

    static Prompt prompt(String name, Parameter... parameters) {
        return new Prompt(
                name,
                Optional.of("Tells"),
                List.of(),
                List.of(parameters),
                List.of(
                        new Prompt.Message(Prompt.Role.USER, TELLS),
                        new Prompt.Message(Prompt.Role.ASSISTANT, arguments -> "{{ as it is }}")));
    }

    static McpHost host(List<Resource> resources, List<Prompt> prompts) {
        EndpointCatalog catalog = new EndpointCatalog(List.of(), resources, prompts);
        return new McpHost(Optional.empty(), catalog, McpHost.fastPulse(16, 100));
    }
}
