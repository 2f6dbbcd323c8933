package io.mxcp.duckdb;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether SQL that a caller wrote may run: one SELECT made of what {@link AllowedSql} names.
 *
 * <p>The engine's own parser reads the text, as a value, so that it is parsed without being prepared: preparing would run all
 * but the last statement. Texts found good are remembered. Safe for use by many threads.
 */
final class StatementGate {
    private static final int LONGEST = 32_768;
    private static final int LONGEST_REMEMBERED = 4_096;
    private static final int MOST_REMEMBERED = 1_000;
    private static final int DEEPEST = 1_500;

    /** Qualified: a macro of this name in the operator's database would otherwise answer in its place. */
    private static final String PARSE = "SELECT system.main.json_serialize_sql(?)";

    private final Set<String> good = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }));

    private final boolean webReading;

    /** @param webReading whether a caller's SQL may read the web */
    StatementGate(boolean webReading) {
        this.webReading = webReading;
    }

    /** Returns if the text, with our downloads in it, may run as it is. */
    void check(Connection connection, String text) throws QueryException, SQLException {
        if (good.contains(text)) {
            return;
        }
        checkLength(text);
        new SyntaxTree(theOnlyStatement(parse(connection, text)), webReading).check();
        if (text.length() <= LONGEST_REMEMBERED) {
            good.add(text);
        }
    }

    /** Before anything reads the text, whose length a caller chooses. */
    static void checkLength(String text) throws QueryException {
        if (text.length() > LONGEST) {
            throw refused("The statement is longer than " + LONGEST + " characters.");
        }
    }

    /** The tree of a text that is neither prepared nor run, or what the parser says of it. */
    static JsonObject parse(Connection connection, String text) throws SQLException, QueryException {
        try (PreparedStatement statement = connection.prepareStatement(PARSE)) {
            statement.setString(1, text);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return object(result.getString(1));
            }
        }
    }

    private static JsonObject object(String json) throws QueryException {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        try {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (JsonParseException tooDeep) {
            throw refused("The statement is nested too deeply.");
        }
    }

    private static JsonObject theOnlyStatement(JsonObject parsed) throws QueryException {
        if (parsed.get("error").getAsBoolean()) {
            throw unparsed(parsed);
        }
        if (parsed.getAsJsonArray("statements").size() != 1) {
            throw refused("Exactly one statement is allowed.");
        }
        JsonElement only = parsed.getAsJsonArray("statements").get(0);
        return only.getAsJsonObject().getAsJsonObject("node");
    }

    private static QueryException unparsed(JsonObject error) {
        String message = error.get("error_message").getAsString();
        if (message.startsWith("Only SELECT")) {
            return refused(
                    "Only SELECT is allowed: nothing that changes data, schema or settings, loads, copies, attaches,"
                            + " explains or describes.");
        } else if (message.startsWith("Max expression depth")) {
            return refused("The statement is nested too deeply.");
        }
        return new QueryException(Reason.FAILED, "Parser Error: " + message);
    }

    static QueryException refused(String why) {
        return new QueryException(Reason.REFUSED, why);
    }
}
