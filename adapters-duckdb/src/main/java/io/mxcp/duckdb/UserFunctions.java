package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.RequestHeaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

/**
 * The functions by which SQL learns on whose behalf it runs, and the one by which it reads the web.
 *
 * <p>They are not volatile, and take no argument or a constant: the engine evaluates such a function while it plans the statement,
 * on the thread that called the driver, and the value becomes a constant. A volatile one would run on the engine's own threads,
 * where nobody is bound; so would one whose argument is a parameter, which {@link DuckDbContext} makes a constant therefore. Should
 * an engine ever call from elsewhere, the function throws: never another's name, never an empty one (seen: in a lambda over a
 * column; with a column as the argument). Self-test and tests hold the engine to it.
 */
final class UserFunctions {
    /** The internal one in calls that {@link WebCalls} rewrites: it stands in views of the operator's database, so the name stays. */
    static final String DOWNLOAD = "__mxcp_read_web";

    /** The same for those that read JSON. */
    static final String DOWNLOAD_JSON = DOWNLOAD + "_json";

    /** What is asked for then. */
    static final String ACCEPT_JSON = "application/json";

    /** Gives back a JSON text unless it is nested too deeply: in calls that {@link JsonCalls} rewrites, of views too. */
    static final String SHALLOW_JSON = "__mxcp_shallow_json";

    /** Those that take a value. */
    private static final String FACT = "get_user_fact";

    private static final String HEADER = "get_request_header";

    /** What a macro must not be named, in lower case. */
    static final List<String> NAMES = List.of(
            "get_username",
            "get_user_email",
            "get_user_provider",
            "get_user_external_token",
            "get_user_id",
            "get_user_name",
            FACT,
            HEADER,
            DOWNLOAD,
            DOWNLOAD_JSON,
            SHALLOW_JSON);

    /** What says in the engine's error that a download failed: why is told by {@link WebReads#takeFailure}. */
    static final String DOWNLOAD_FAILED = "the web read failed";

    /** What says in the engine's error that JSON was too deep. */
    static final String TOO_DEEP = "the JSON is nested too deeply";

    private final ThreadLocal<Optional<Scope>> bound = ThreadLocal.withInitial(Optional::empty);
    private final boolean nullForNobody;

    UserFunctions(boolean nullForNobody) {
        this.nullForNobody = nullForNobody;
    }

    /**
     * What a statement on this thread is told.
     *
     * @param explained whether it is only explained: that is no reason to ask anybody anything
     */
    record Scope(Identity identity, RequestHeaders headers, WebReads web, boolean explained) {}

    void register(Connection connection) throws SQLException {
        register(connection, NAMES.get(0), Identity::username);
        register(connection, NAMES.get(1), Identity::email);
        register(connection, NAMES.get(2), Identity::provider);
        register(connection, NAMES.get(3), Identity::externalTokenText);
        register(connection, NAMES.get(4), Identity::id);
        register(connection, NAMES.get(5), Identity::name);
        registerOfText(connection, FACT, (scope, name) -> told(scope.identity(), one -> one.fact(name)));
        registerOfText(
                connection,
                HEADER,
                (scope, name) -> Optional.of(scope.headers().find(name).orElse("")));
        registerDownload(connection, DOWNLOAD, "*/*");
        registerDownload(connection, DOWNLOAD_JSON, ACCEPT_JSON);
        registerShallow(connection);
    }

    /** It knows nobody, and so may run on any thread. */
    private static void registerShallow(Connection connection) throws SQLException {
        Function<String, String> function = UserFunctions::shallow;
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(SHALLOW_JSON)
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withNullInNullOut()
                    .withFunction(function)
                    .register(connection);
        }
    }

    private static String shallow(String json) {
        if (JsonDepth.isTooDeep(json)) {
            throw new IllegalStateException(TOO_DEEP);
        }
        return json;
    }

    private void register(Connection connection, String name, Function<Identity, String> value) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withReturnType(String.class)
                    .withFunction(() -> told(current().identity(), value).orElse(null)) // SQL's NULL
                    .register(connection);
        }
    }

    private Optional<String> told(Identity identity, Function<Identity, String> value) {
        return nullForNobody && identity.isNobody() ? Optional.empty() : Optional.of(value.apply(identity));
    }

    private void registerOfText(Connection connection, String name, BiFunction<Scope, String, Optional<String>> value)
            throws SQLException {
        Function<String, String> function = text ->
                value.apply(current(), Objects.requireNonNullElse(text, "")).orElse(null);
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withFunction(function)
                    .register(connection);
        }
    }

    private void registerDownload(Connection connection, String name, String accept) throws SQLException {
        BiFunction<String, String, String> function = (address, headers) ->
                download(Objects.requireNonNullElse(address, ""), Objects.requireNonNullElse(headers, ""), accept);
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(String.class, String.class)
                    .withReturnType(String.class)
                    .withFunction(function)
                    .register(connection);
        }
    }

    private String download(String address, String headers, String accept) {
        Scope scope = current();
        try {
            return scope.web()
                    .read(scope.identity(), address, headers, accept, scope.explained())
                    .toString();
        } catch (QueryException e) {
            throw new IllegalStateException(DOWNLOAD_FAILED); // nothing of it in the engine's text
        }
    }

    /** Whether the statement may pass a value to one of ours, other than through a macro. */
    static boolean mayTakeValueIn(SqlText statement) {
        return statement.mentions(FACT) || statement.mentions(HEADER);
    }

    private Scope current() {
        return bound.get().orElseThrow(() -> new IllegalStateException("no user context on this thread"));
    }

    /** Binds a scope to the calling thread, until {@link #unbind}. */
    void bind(Scope scope) {
        if (bound.get().isPresent()) {
            throw new IllegalStateException("a user context is bound to this thread already");
        }
        bound.set(Optional.of(scope));
    }

    void unbind() {
        bound.remove();
    }
}
