package io.mxcp.bootstrap.demo;

import io.mxcp.domain.secret.Secret;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo provider's user info endpoint. */
final class DemoUserInfoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient DemoProvider provider;

    DemoUserInfoServlet(DemoProvider provider) {
        this.provider = provider;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Person> person = Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.startsWith(BEARER) && header.length() > BEARER.length())
                .flatMap(header -> provider.personOf(Secret.of(header.substring(BEARER.length()))));
        if (person.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            DemoJson.write(response, Map.of("error", "invalid_token"));
            return;
        }
        DemoJson.write(response, claims(person.get()));
    }

    private static Map<String, Object> claims(Person person) {
        return Map.of(
                "sub", person.subject(),
                "preferred_username", person.username(),
                "name", person.name(),
                "email", person.email(),
                "email_verified", true,
                "roles", List.of(person.role()));
    }
}
