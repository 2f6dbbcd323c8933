package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a statement's parameters, in the order of their numbers.
 *
 * @param names as the statement spells them
 * @param values as many
 */
record NamedValues(List<String> names, List<Object> values) {
    private static final String VARIABLE = "__mxcp_parameter_";

    static NamedValues of(SqlText statement, Map<String, Object> parameters) throws QueryException {
        List<String> names = statement.names();
        List<Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(find(parameters, name).orElseThrow(() -> missing(name)));
        }
        return new NamedValues(names, values);
    }

    private static QueryException missing(String name) {
        String message = name.equals(SqlReader.UNNAMED)
                ? "A parameter without a name cannot be given a value: write $name."
                : "The statement names $" + name + ", but there is no such parameter.";
        return new QueryException(Reason.FAILED, message);
    }

    /** As everywhere in this SQL, capital letters do not matter; a name that is spelled the same comes first. */
    private static Optional<Object> find(Map<String, Object> parameters, String name) {
        Optional<Object> exact = Optional.ofNullable(parameters.get(name));
        return exact.isPresent()
                ? exact
                : parameters.entrySet().stream()
                        .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    String placeholder(int number) {
        return ParameterBinder.placeholder(number, values.get(number - 1));
    }

    /** Stands for the parameter of this number after {@link #setVariables}. */
    static String variable(int number) {
        return "system.main.getvariable('" + VARIABLE + number + "')";
    }

    void bind(PreparedStatement statement) throws SQLException, QueryException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, i);
        }
    }

    /** Makes the values variables of the connection: those the engine knows when it plans a statement, parameters only when it runs it. */
    void setVariables(Connection connection) throws SQLException, QueryException {
        for (int i = 0; i < values.size(); i++) {
            String set = "SET VARIABLE " + VARIABLE + (i + 1) + " = " + ParameterBinder.placeholder(1, values.get(i));
            try (PreparedStatement statement = connection.prepareStatement(set)) {
                bind(statement, 1, i);
                statement.execute();
            }
        }
    }

    private void bind(PreparedStatement statement, int number, int i) throws SQLException, QueryException {
        try {
            ParameterBinder.bind(statement, number, values.get(i));
        } catch (IllegalArgumentException unsupported) {
            throw new QueryException(Reason.FAILED, "$" + names.get(i) + ": " + unsupported.getMessage());
        }
    }
}
