package io.mxcp.providers.egress;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** An answer that is already here in full. */
final class GuardedResponse extends LowLevelHttpResponse {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] content;

    GuardedResponse(Answer answer, byte[] content) {
        this.status = answer.status();
        this.headers = answer.headers();
        this.content = content;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public String getContentEncoding() {
        return header("content-encoding");
    }

    @Override
    public long getContentLength() {
        return content.length;
    }

    @Override
    public String getContentType() {
        return header("content-type");
    }

    @Override
    public String getStatusLine() {
        return "";
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public String getReasonPhrase() {
        return "";
    }

    @Override
    public int getHeaderCount() {
        return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
        return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
        return headers.get(index).getValue();
    }

    private String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
