package io.mxcp.http.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.application.endpoint.ReadResource;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.http.RequestLog;
import io.mxcp.http.contract.Contract;
import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code resources/read}: finds what is at the address, checks the values in it, runs the statement when there is room, and writes its
 * content. Safe for use by many threads.
 */
final class ResourceReads implements Method {
    private final EndpointCatalog catalog;
    private final Map<String, Contract> contracts = new HashMap<>();
    private final ReadResource readResource;
    private final LiveCalls calls;
    private final BadArguments badArguments;
    private final Answers answers;

    ResourceReads(
            EndpointCatalog catalog,
            ReadResource readResource,
            LiveCalls calls,
            BadArguments badArguments,
            Answers answers) {
        this.catalog = catalog;
        Stream.concat(catalog.resources().stream(), catalog.resourceTemplates().stream())
                .forEach(resource -> contracts.put(resource.uri().toString(), Contract.of(resource)));
        this.readResource = readResource;
        this.calls = calls;
        this.badArguments = badArguments;
        this.answers = answers;
    }

    @Override
    public void answer(Exchange exchange) throws RpcException {
        String address = Message.textOf(exchange.params(), "uri")
                .orElseThrow(() -> RpcException.invalidParams("params.uri must be a text"));
        EndpointCatalog.Found found = catalog.resourceAt(address)
                .orElseThrow(() -> RpcException.unknownResource(exchange.revision(), address));
        String template = found.resource().uri().toString();
        Contract contract = Optional.ofNullable(contracts.get(template)).orElseThrow();
        JsonObject given = JsonValues.toJson(found.values()).getAsJsonObject();
        contract.readTexts(given);
        Optional<String> faults = contract.faultsOf(given);
        if (faults.isPresent()) {
            badArguments.tell(AuditEvent.ResourceRead::new, exchange, template);
            throw RpcException.invalidParams(faults.get());
        }
        Reading reading = new Reading(found.resource(), contract, address, contract.values(given));
        calls.run(exchange, template, cancellation -> made(exchange, reading, cancellation));
    }

    /** What is read at which address, with the values in it. */
    private record Reading(Resource resource, Contract contract, String address, Map<String, Object> values) {}

    private byte[] made(Exchange exchange, Reading reading, Cancellation cancellation) throws RpcException {
        JsonArray contents = new JsonArray();
        contents.add(content(exchange, reading, cancellation));
        JsonObject result = new JsonObject();
        result.add("contents", contents);
        if (exchange.revision() == Revision.MODERN) {
            Documents.addCacheHints(result, 0); // rows may be others the next moment
        }
        return answers.object(exchange.id(), exchange.revision(), result);
    }

    private JsonObject content(Exchange exchange, Reading reading, Cancellation cancellation) throws RpcException {
        try {
            return readResource.read(
                    reading.resource(),
                    reading.values(),
                    exchange.requester(),
                    cancellation,
                    value -> reading.contract().json(value).map(json -> content(reading, value, json)));
        } catch (EndpointException failure) {
            RequestLog.failed(exchange.request(), reading.resource().uri().toString(), failure.explanation());
            throw RpcException.of(failure);
        }
    }

    /** A text of a textual type is its own content, bytes are bytes, and all else is JSON. */
    private static JsonObject content(Reading reading, Object value, JsonElement json) {
        String mimeType = reading.resource().mimeType();
        boolean plain =
                value instanceof String && mimeType.toLowerCase(Locale.ROOT).startsWith("text/");
        JsonObject content = new JsonObject();
        content.addProperty("uri", reading.address());
        content.addProperty("mimeType", mimeType);
        if (value instanceof byte[]) {
            content.add("blob", json);
        } else {
            content.addProperty("text", plain ? json.getAsString() : JsonText.of(json));
        }
        return content;
    }
}
