package io.mxcp.bootstrap.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A person at a browser that programs open: by the script {@link #opener}, in place of {@code xdg-open}. Allows what is asked, is Ada
 * at the demo's sign-in and Ann at that of the emulated GitHub, and goes back to the program that asked.
 */
final class WaitingBrowser implements AutoCloseable {
    private static final int MOST_TRIES = 300;
    private static final List<String> NAMES = List.of("ada", "ann");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final HttpServer server;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();

    private WaitingBrowser(HttpServer server) {
        this.server = server;
    }

    static WaitingBrowser start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WaitingBrowser browser = new WaitingBrowser(server);
        server.createContext("/", browser::open);
        server.setExecutor(browser.thread);
        server.start();
        return browser;
    }

    /** A script that makes it open the address that is its first argument. */
    String opener() {
        return "#!/bin/sh\ncurl -s --data-binary \"$1\" http://127.0.0.1:%d/\n"
                .formatted(server.getAddress().getPort());
    }

    /** How many addresses it was made to open so far. */
    int opened() {
        return opened.get();
    }

    /** The code and the rest that come back to the client. */
    static URI signIn(HttpClient http, URI authorizationUrl, URI landing) throws IOException, InterruptedException {
        ScriptedBrowser browser = new ScriptedBrowser(http, landing);
        ScriptedBrowser.Page consent = browser.open(authorizationUrl);
        ScriptedBrowser.Page people = browser.submit(consent.form(), Map.of("decision", "approve"));
        ScriptedBrowser.Page landed = choose(browser, people);
        if (landed.status() != 0) {
            throw new IOException("not back at the client but at " + landed.address() + ":\n" + landed.content());
        }
        return landed.address();
    }

    /** The form with a name of ours in it; its button, where names are those of buttons. */
    private static ScriptedBrowser.Page choose(ScriptedBrowser browser, ScriptedBrowser.Page people)
            throws IOException, InterruptedException {
        for (String name : NAMES) {
            int at = people.content().indexOf("value=\"" + name + "\"");
            if (at >= 0) {
                String ours = people.content().substring(people.content().lastIndexOf("<form", at));
                return browser.submit(HtmlForm.on(ours, people.address()), Map.of("person", name));
            }
        }
        throw new IOException("nobody of " + NAMES + " may sign in at " + people.address());
    }

    private void open(HttpExchange exchange) throws IOException {
        URI address = URI.create(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        opened.incrementAndGet();
        try {
            String landing = QueryString.parse(address).getOrDefault("redirect_uri", "");
            URI back = signIn(http, address, URI.create(landing));
            goBack(back);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            failures.add(failure);
        }
    }

    /** Again and again for some time: mcp-remote opens the browser before it listens, and nobody else is as quick. */
    private void goBack(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        for (int tries = 1; ; tries++) {
            try {
                http.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (ConnectException notYet) {
                if (tries == MOST_TRIES) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** @throws IllegalStateException if somebody could not be signed in */
    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
        failures.forEach(failure -> {
            throw new IllegalStateException("no sign-in at the browser", failure);
        });
    }
}
