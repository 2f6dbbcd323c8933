package io.mxcp.architecture.violations.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;

/** Goes out by itself. */
public final class OpensASocket {
    /** By a socket. */
    public Socket socket() throws IOException {
        return new Socket();
    }

    /** By a URL. */
    public InputStream url(URL url) throws IOException {
        return url.openStream();
    }
}
