package io.mxcp.sqlite.benchmarks;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenPair;
import io.mxcp.sqlite.SqliteDatabase;
import io.mxcp.sqlite.SqliteSettings;
import io.mxcp.sqlite.SqliteTokenRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** A durable rotation by many callers, and one look at an access token that no cache knows. */
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class SqliteTokenBenchmark {
    private static final int GRANTS = 10_000;

    /** For JMH. */
    public SqliteTokenBenchmark() {}

    /** Runs all of them. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SqliteTokenBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    /** Each caller refreshes a grant of its own, again and again; durable when it returns. */
    @Benchmark
    @Threads(8)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Rotation rotate(Store store, Family family) {
        TokenPair next = Tokens.pairAt(TestClock.START);
        Rotation rotation = store.tokens.rotate(
                family.code.grant().id(),
                Tokens.refreshOf(family.current).hash(),
                next,
                Tokens.replay(),
                TestClock.START);
        family.current = next;
        return rotation;
    }

    /** One of 10,000 tokens. */
    @Benchmark
    @Threads(1)
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Optional<LiveAccessToken> findAccessToken(Store store) {
        SecretHash hash = store.hashes.get(ThreadLocalRandom.current().nextInt(GRANTS));
        return store.tokens.findAccessToken(hash, TestClock.START);
    }

    /** A database with live grants. */
    @State(Scope.Benchmark)
    public static class Store {
        private final List<SecretHash> hashes = new ArrayList<>();
        private final Path folder;
        private final SqliteDatabase database;
        private final SqliteTokenRepository tokens;

        /** For JMH; opens the database. */
        public Store() {
            try {
                folder = Files.createTempDirectory("mxcp-benchmark");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            database = SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "dev"));
            tokens = new SqliteTokenRepository(database);
        }

        /** Signs everybody in. */
        @Setup
        public void fill() {
            for (int i = 0; i < GRANTS; i++) {
                AuthorizationCode code = Codes.liveAt(TestClock.START);
                TokenPair pair = Tokens.pairAt(TestClock.START);
                tokens.store(code);
                tokens.redeem(code.hash(), code.grant().client(), pair, TestClock.START);
                hashes.add(pair.access().hash());
            }
        }

        /** Removes the files. */
        @TearDown
        public void remove() throws IOException {
            database.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The grant of one caller. */
    @State(Scope.Thread)
    public static class Family {
        private final AuthorizationCode code = Codes.liveAt(TestClock.START);
        private TokenPair current = Tokens.pairAt(TestClock.START);

        /** For JMH. */
        public Family() {}

        /** Signs its owner in. */
        @Setup
        public void signIn(Store store) {
            store.tokens.store(code);
            store.tokens.redeem(code.hash(), code.grant().client(), current, TestClock.START);
        }
    }
}
