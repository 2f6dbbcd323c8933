package io.mxcp.sqlite;

import static io.mxcp.sqlite.Columns.millis;

import io.mxcp.domain.client.AuthenticationMethod;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Clients in SQLite. */
public final class SqliteClientRepository implements ClientRepository {
    private static final String INSERT = """
            INSERT INTO clients (realm, id, name, redirect_uris, grant_types, scopes, authentication_method, secret, registered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = """
            SELECT id, name, redirect_uris, grant_types, scopes, authentication_method, secret, registered_at
              FROM clients
             WHERE realm = ? AND id = ?
            """;
    private static final String OLDEST_UNUSED = """
            SELECT registered_at
              FROM clients
             WHERE realm = ? AND used_at IS NULL
             ORDER BY registered_at
             LIMIT 1
            """;
    private static final String MARK_USED =
            "UPDATE clients SET used_at = ? WHERE realm = ? AND id = ? AND used_at IS NULL";
    private static final String FORGET = """
            DELETE FROM clients
             WHERE realm = ? AND id IN (
                   SELECT id
                     FROM clients
                    WHERE realm = ? AND used_at IS NULL AND registered_at < ?
                    ORDER BY registered_at
                    LIMIT ?)
            """;
    private static final String COUNT = "SELECT unused_clients FROM realms WHERE id = ?";
    private static final String ADD_TO_COUNT = "UPDATE realms SET unused_clients = unused_clients + ? WHERE id = ?";
    private static final int MAX_STEP = 500;

    private final SqliteDatabase database;
    private final long realm;

    /** Clients of the database's realm. */
    public SqliteClientRepository(SqliteDatabase database) {
        this.database = database;
        this.realm = database.realm();
    }

    @Override
    public Registration register(Client client, RegistrationLimits limits, Instant now) {
        return database.write(handle -> {
            Optional<Instant> roomAt = makeRoom(handle, limits, now);
            if (roomAt.isPresent()) {
                return new Registration.Full(roomAt.get());
            }
            insert(handle, client);
            handle.execute(ADD_TO_COUNT, 1, realm);
            return new Registration.Registered();
        });
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Columns.whole(
                "client (" + id.value() + ")",
                () -> database.read(handle -> handle.select(FIND, realm, id.value())
                        .map((row, context) -> client(row))
                        .findOne()));
    }

    @Override
    public void markUsed(ClientId id, Instant now) {
        database.write(handle -> {
            int marked = handle.execute(MARK_USED, millis(now), realm, id.value());
            return marked == 0 ? 0 : handle.execute(ADD_TO_COUNT, -marked, realm);
        });
    }

    @Override
    public int forgetUnused(Instant registeredBefore, int limit) {
        return database.write(handle -> forget(handle, millis(registeredBefore), Math.min(limit, MAX_STEP)));
    }

    /** Nothing where there is room now; otherwise when there will be. */
    private Optional<Instant> makeRoom(Handle handle, RegistrationLimits limits, Instant now) {
        int tooMany = number(handle, COUNT) - limits.maxUnused() + 1;
        if (tooMany <= 0) {
            return Optional.empty();
        }
        long unprotected = millis(now.minus(limits.protectedFor()));
        if (forget(handle, unprotected + 1, Math.min(tooMany, MAX_STEP)) > 0) {
            return Optional.empty();
        }
        Instant oldest = handle.select(OLDEST_UNUSED, realm)
                .map((row, context) -> Columns.time(row, "registered_at"))
                .findOne()
                .orElse(now);
        return Optional.of(oldest.plus(limits.protectedFor()));
    }

    private int forget(Handle handle, long registeredBefore, int limit) {
        int forgotten = handle.execute(FORGET, realm, realm, registeredBefore, limit);
        if (forgotten > 0) {
            handle.execute(ADD_TO_COUNT, -forgotten, realm);
        }
        return forgotten;
    }

    private int number(Handle handle, String sql) {
        return handle.select(sql, realm).mapTo(int.class).one();
    }

    private void insert(Handle handle, Client client) {
        handle.execute(
                INSERT,
                realm,
                client.id().value(),
                client.name(),
                lines(client.redirectUris(), RedirectUri::value),
                lines(client.grantTypes(), GrantType::wireName),
                client.scopes().toString(),
                client.authenticationMethod().wireName(),
                client.secret().map(SecretHash::bytes).orElse(null),
                millis(client.registeredAt()));
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                new ClientId(row.getString("id")),
                row.getString("name"),
                row.getString("redirect_uris").lines().map(RedirectUri::new).toList(),
                row.getString("grant_types")
                        .lines()
                        .map(SqliteClientRepository::grantType)
                        .collect(Collectors.toSet()),
                Scopes.parse(row.getString("scopes")),
                authenticationMethod(row.getString("authentication_method")),
                Optional.ofNullable(row.getBytes("secret")).map(SecretHash::ofBytes),
                Client.Source.REGISTERED,
                Columns.time(row, "registered_at"));
    }

    private static GrantType grantType(String name) {
        return GrantType.ofWireName(name).orElseThrow(() -> new IllegalArgumentException("unknown grant type"));
    }

    private static AuthenticationMethod authenticationMethod(String name) {
        return AuthenticationMethod.ofWireName(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown authentication method"));
    }

    private static <T> String lines(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining("\n"));
    }
}
