package io.mxcp.application.benchmarks;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.fixture.TestBroker;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What the check of a bearer token costs in process: of one seen lately (aim: 2 µs), and of one that has to be looked up and opened. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BearerBenchmark {
    private static final Duration MORE_THAN_TRUSTED = Duration.ofSeconds(31);

    private final TestBroker broker = new TestBroker();
    private final AuthorizationServer server = broker.server();
    private final Secret token = broker.signIn().accessToken();
    private boolean late;

    /** Seen lately. */
    @Benchmark
    public AuthenticatedUser known() {
        return server.authenticate().authenticate(token, TestBroker.ISSUER);
    }

    /** Looked up in memory, unwrapped and opened each time: the clock goes to and fro, so that no entry of the cache is trusted. */
    @Benchmark
    public AuthenticatedUser unknown() {
        late = !late;
        broker.clock.set(late ? TestClock.START.plus(MORE_THAN_TRUSTED) : TestClock.START);
        return server.authenticate().authenticate(token, TestBroker.ISSUER);
    }

    /** Runs both. */
    public static void main(String... arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BearerBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
