package io.mxcp.duckdb;

import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebException.Reason;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads from a server of this machine, without any guard. */
public final class LoopbackReader implements WebReader {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void read(WebRequest request, OutputStream into) throws WebException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(request.address()).timeout(request.limit());
        request.headers().forEach((name, value) -> asked.header(name, value.reveal()));
        try {
            HttpResponse<byte[]> answer = client.send(asked.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new WebException(Reason.FAILED, "answered " + answer.statusCode());
            }
            into.write(answer.body());
        } catch (IOException e) {
            throw new WebException(Reason.UNREACHABLE, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebException(Reason.UNREACHABLE, "interrupted");
        }
    }
}
