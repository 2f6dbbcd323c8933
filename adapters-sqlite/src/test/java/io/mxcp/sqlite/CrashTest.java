package io.mxcp.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.TokenFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds when the process is killed in full load (T52), and whose eyes its files are for (T57). */
@Timeout(120)
@Tag("same-on-every-java")
final class CrashTest {
    private static final int CYCLES = 5;
    private static final int LINES_A_CYCLE = 200;

    @TempDir
    Path folder;

    @Test
    void losesNothingAcknowledgedHoweverOftenItIsKilled() throws Exception {
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            Process program = start();
            awaitLines(cycle * LINES_A_CYCLE);
            program.destroyForcibly().waitFor();
        }

        try (SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(file(), "dev"))) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            assertThat(acknowledged()).hasSizeGreaterThanOrEqualTo(CYCLES * LINES_A_CYCLE);
            assertThat(acknowledged())
                    .allSatisfy(line -> assertThat(isKept(tokens, line)).isTrue());
        }
    }

    @Test
    void nobodyElseMayReadAnyOfItsFilesEvenUnderUmaskZero() throws Exception {
        Process program = start();
        awaitLines(1);

        try (Stream<Path> files = Files.list(folder.resolve("new/data"))) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(path -> assertThat(rights(path)).isEqualTo("rw-------"));
        }
        assertThat(rights(folder.resolve("new/data"))).isEqualTo("rwx------");
        program.destroyForcibly().waitFor();
    }

    private boolean isKept(SqliteTokenRepository tokens, String line) {
        String[] parts = line.split(" ", -1);
        GrantId grant = new GrantId(parts[0]);
        SecretHash code = hash(parts[1]);
        AuthorizationCode stored = tokens.look(code).orElseThrow();
        Redemption again =
                tokens.redeem(code, stored.grant().client(), Tokens.pairAt(TestClock.START), TestClock.START);
        TokenFamily family = tokens.findFamily(grant, TestClock.START).orElseThrow();
        return again.equals(new Redemption.Replayed(grant))
                && family.current().hash().equals(hash(parts[3]))
                && tokens.findAccessToken(hash(parts[2]), TestClock.START).isPresent();
    }

    private static SecretHash hash(String hex) {
        return SecretHash.ofBytes(HexFormat.of().parseHex(hex));
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$@\"",
                        "sh",
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingProgram.class.getName(),
                        file().toString(),
                        ledger().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private void awaitLines(int count) throws IOException, InterruptedException {
        while (acknowledged().size() < count) {
            Thread.sleep(20);
        }
    }

    /** Whole lines only: the last may have been cut off. */
    private List<String> acknowledged() throws IOException {
        if (!Files.exists(ledger())) {
            return List.of();
        }
        String text = Files.readString(ledger());
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path file() {
        return folder.resolve("new/data/oauth.db");
    }

    private Path ledger() {
        return folder.resolve("ledger.txt");
    }
}
