package io.mxcp.bootstrap.demo;

import jakarta.servlet.http.HttpServlet;
import java.time.InstantSource;
import java.util.Map;

/** The servlets that play the demo's sign-in provider, by their paths. */
public final class DemoSignIn {
    private DemoSignIn() {}

    /**
     * A provider for one client.
     *
     * @param base its own address
     * @param callback the only address that its codes go to
     */
    public static Map<String, HttpServlet> servlets(String base, String callback, InstantSource clock) {
        DemoProvider provider = new DemoProvider(clock);
        return Map.of(
                "/authorize", new DemoAuthorizeServlet(provider, base, callback),
                "/token", new DemoTokenServlet(provider),
                "/userinfo", new DemoUserInfoServlet(provider));
    }
}
