package io.mxcp.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.token.TokenPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/** Signs people in without end, from eight threads, and writes down what was acknowledged, until it is killed. */
final class CrashingProgram {
    private static final int THREADS = 8;

    private CrashingProgram() {}

    /** Arguments: the database and the ledger. */
    public static void main(String[] arguments) throws IOException {
        SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(Path.of(arguments[0]), "dev"));
        SqliteTokenRepository tokens = new SqliteTokenRepository(database);
        FileChannel ledger = FileChannel.open(
                Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> signInForever(tokens, ledger)).start();
        }
    }

    private static void signInForever(SqliteTokenRepository tokens, FileChannel ledger) {
        while (true) {
            AuthorizationCode code = Codes.liveAt(TestClock.START);
            TokenPair first = Tokens.pairAt(TestClock.START);
            TokenPair second = Tokens.pairAt(TestClock.START);
            tokens.store(code);
            tokens.redeem(code.hash(), code.grant().client(), first, TestClock.START);
            tokens.rotate(code.grant().id(), Tokens.refreshOf(first).hash(), second, Tokens.replay(), TestClock.START);
            note(ledger, code, second);
        }
    }

    /** One write a line, so that lines are whole. */
    private static void note(FileChannel ledger, AuthorizationCode code, TokenPair pair) {
        String line = code.grant().id() + " " + hex(code.hash().bytes()) + " "
                + hex(pair.access().hash().bytes()) + " "
                + hex(Tokens.refreshOf(pair).hash().bytes()) + "\n";
        try {
            ledger.write(ByteBuffer.wrap(line.getBytes(US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
