package io.mxcp.bootstrap.e2e;

import io.mxcp.bootstrap.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real nginx or HAProxy on free ports of loopback, as a process of its own. Its configuration is a file that is meant for an
 * operator, in which only ports and files are put in place; clients reach it under {@value #HOST}, as if its ports were 80
 * and 443.
 */
final class ReverseProxy implements AutoCloseable {
    static final String HOST = "api.example.com";

    private static final int TRIES = 200;
    private static final String MAIN = """
            daemon off;
            pid @/nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path @/body;
                proxy_temp_path @/proxy;
                fastcgi_temp_path @/fastcgi;
                uwsgi_temp_path @/uwsgi;
                scgi_temp_path @/scgi;
                include @/site.conf;
            }
            """;

    private final OwnProcess process;
    private final TlsFiles tls;
    private final int tlsPort;

    private ReverseProxy(OwnProcess process, TlsFiles tls, int tlsPort) {
        this.process = process;
        this.tls = tls;
        this.tlsPort = tlsPort;
    }

    /** nginx with this file inside of its {@code http} block. */
    static ReverseProxy nginx(Path file, Path folder, int server) throws IOException, InterruptedException {
        TlsFiles tls = TlsFiles.create(folder, HOST);
        int tlsPort = FreePort.find();
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("listen 80;", "listen 127.0.0.1:" + FreePort.find() + ";");
        changes.put("listen 443 ssl", "listen 127.0.0.1:" + tlsPort + " ssl");
        changes.put("ssl_certificate [^;]+;", "ssl_certificate " + tls.certificate() + ";");
        changes.put("ssl_certificate_key [^;]+;", "ssl_certificate_key " + tls.key() + ";");
        changes.put("127.0.0.1:8000", "127.0.0.1:" + server);
        Files.writeString(folder.resolve("site.conf"), placed(file, changes));
        Path main = Files.writeString(folder.resolve("nginx.conf"), MAIN.replace("@", folder.toString()));
        return start(
                List.of("/usr/sbin/nginx", "-e", "stderr", "-p", folder.toString(), "-c", main.toString()),
                folder,
                tls,
                tlsPort);
    }

    /** HAProxy with this file. */
    static ReverseProxy haproxy(Path file, Path folder, int server) throws IOException, InterruptedException {
        TlsFiles tls = TlsFiles.create(folder, HOST);
        int tlsPort = FreePort.find();
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("bind :80\n", "bind 127.0.0.1:" + FreePort.find() + "\n");
        changes.put("bind :443 ", "bind 127.0.0.1:" + tlsPort + " ");
        changes.put("crt [^ ]+", "crt " + tls.both());
        changes.put("127.0.0.1:8000", "127.0.0.1:" + server);
        Path main = Files.writeString(folder.resolve("haproxy.cfg"), placed(file, changes));
        return start(List.of("/usr/sbin/haproxy", "-db", "-f", main.toString()), folder, tls, tlsPort);
    }

    /** The port that plays 443. */
    int tlsPort() {
        return tlsPort;
    }

    /** What Node and the browser need to reach the public name here, and to know its certificate. */
    Map<String, String> environment() {
        return Map.of(
                "NODE_OPTIONS",
                "--import=./hosts.mjs",
                "NODE_EXTRA_CA_CERTS",
                tls.certificate().toString(),
                "MXCP_TEST_HOST",
                HOST,
                "MXCP_TEST_TLS_PORT",
                Integer.toString(tlsPort));
    }

    @Override
    public void close() {
        process.close();
    }

    private static String placed(Path file, Map<String, String> changes) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String changed = text.replaceAll(change.getKey(), change.getValue());
            if (changed.equals(text)) {
                throw new IOException(file + " has no '" + change.getKey() + "'");
            }
            text = changed;
        }
        return text;
    }

    private static ReverseProxy start(List<String> command, Path folder, TlsFiles tls, int tlsPort)
            throws IOException, InterruptedException {
        OwnProcess process = OwnProcess.start(new ProcessBuilder(command), folder.resolve("proxy.log"));
        for (int tries = 0; !accepts(tlsPort); tries++) {
            if (tries > TRIES) {
                process.close();
                throw new IOException(command + " does not listen; its log:\n" + process.log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new ReverseProxy(process, tls, tlsPort);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
