package io.mxcp.bootstrap.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * How fast this machine is right now, by two pieces of work that are nobody's but the libraries': what an aim in milliseconds means
 * depends on it. On the machine that the aims were set for, the query took 47 µs and the signature 705 µs.
 */
final class Yardstick {
    private static final int ROUNDS = 2_000;
    private static final double QUERY_MICROS = 47;
    private static final double SIGNATURE_MICROS = 705;

    private Yardstick() {}

    /** Prints both, and how many times as long they took as there. */
    static void print() {
        double query = query();
        double signature = signature();
        System.out.printf(
                "this machine: DuckDB's prepared SELECT 42 %.0f µs (%.1f times the aims' machine), RS256 signature %.0f µs (%.1f times)%n",
                query, query / QUERY_MICROS, signature, signature / SIGNATURE_MICROS);
    }

    private static double query() {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                PreparedStatement statement = connection.prepareStatement("SELECT 42")) {
            return micros(() -> {
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? result.getInt(1) : 0;
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not answer", e);
        }
    }

    private static double signature() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            KeyPair pair = keys.generateKeyPair();
            Signature signature = Signature.getInstance("SHA256withRSA");
            return micros(() -> {
                signature.initSign(pair.getPrivate());
                signature.update(new byte[256]);
                return signature.sign().length;
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign", e);
        }
    }

    private interface Work {
        int done() throws SQLException, GeneralSecurityException;
    }

    /** The median of the second half: the first warms up. */
    private static double micros(Work work) {
        long[] nanos = new long[ROUNDS];
        int sum = 0;
        try {
            for (int round = -ROUNDS; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                sum += work.done();
                nanos[Math.max(0, round)] = System.nanoTime() - begun;
            }
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException("the measure broke", e);
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was done");
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2] / 1e3;
    }
}
