package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one Keycloak of a test run to those who ask for it: it starts with the first, and ends with the run. */
final class SharedKeycloak implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeycloakServer.class;
    }

    @Override
    public KeycloakServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(SharedKeycloak.class))
                .computeIfAbsent(KeycloakServer.class, key -> start(), KeycloakServer.class);
    }

    private static Path workFolder() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "e2e").toAbsolutePath()), "run");
    }

    private static KeycloakServer start() {
        try {
            return KeycloakServer.start(workFolder());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Keycloak started", stopped);
        }
    }
}
