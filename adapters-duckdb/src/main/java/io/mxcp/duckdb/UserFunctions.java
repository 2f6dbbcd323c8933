package io.mxcp.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

/**
 * The four functions by which SQL learns on whose behalf it runs.
 *
 * <p>They take no argument and are not volatile: the engine evaluates such a function while it plans the statement, on the
 * thread that called the driver, and the value becomes a constant. A volatile one would run on the engine's own threads,
 * where nobody is bound. Should an engine ever call from elsewhere, the function throws: never another's name, never an
 * empty one (seen: in a lambda over a column). Self-test and tests hold the
 * engine to it.
 */
final class UserFunctions {
    static final List<String> NAMES =
            List.of("get_username", "get_user_email", "get_user_provider", "get_user_external_token");

    private final ThreadLocal<Optional<Identity>> bound = ThreadLocal.withInitial(Optional::empty);

    void register(Connection connection) throws SQLException {
        register(connection, NAMES.get(0), Identity::username);
        register(connection, NAMES.get(1), Identity::email);
        register(connection, NAMES.get(2), Identity::provider);
        register(connection, NAMES.get(3), Identity::externalTokenText);
    }

    private void register(Connection connection, String name, Function<Identity, String> value) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withReturnType(String.class)
                    .withFunction(() -> value.apply(current()))
                    .register(connection);
        }
    }

    private Identity current() {
        return bound.get().orElseThrow(() -> new IllegalStateException("no user context on this thread"));
    }

    /** Binds an identity to the calling thread, until {@link #unbind}. */
    void bind(Identity identity) {
        if (bound.get().isPresent()) {
            throw new IllegalStateException("a user context is bound to this thread already");
        }
        bound.set(Optional.of(identity));
    }

    void unbind() {
        bound.remove();
    }
}
