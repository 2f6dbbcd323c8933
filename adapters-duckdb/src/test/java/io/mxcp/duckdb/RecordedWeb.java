package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebException.Reason;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A web of few documents, which remembers what it was asked. Everything else is forbidden to the caller: 401. */
final class RecordedWeb implements WebReader {
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final Queue<WebRequest> requests = new ConcurrentLinkedQueue<>();

    RecordedWeb with(String address, String body) {
        return with(address, body.getBytes(UTF_8));
    }

    RecordedWeb with(String address, byte[] body) {
        documents.put(address, body);
        return this;
    }

    @Override
    public void read(WebRequest request, OutputStream into) throws WebException {
        requests.add(request);
        byte[] body = documents.get(request.address().toString());
        if (body == null) {
            throw new WebException(Reason.UNAUTHORIZED, request.address().getHost() + " answered 401.");
        } else if (body.length > request.maxBytes()) {
            throw new WebException(Reason.TOO_LARGE, "The answer has more than " + request.maxBytes() + " bytes.");
        }
        try {
            into.write(body);
        } catch (IOException e) {
            throw new WebException(Reason.UNREACHABLE, "What was read could not be handed on.");
        }
    }

    List<WebRequest> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    /** What the last request said in this header, in any case of its name; empty text where it said nothing. */
    String lastHeader(String name) {
        WebRequest last = requests().get(requests().size() - 1);
        return last.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().reveal())
                .findFirst()
                .orElse("");
    }
}
