package io.mxcp.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server gets its keys, and what is no key (D4 to D6). */
final class KeyFileTest {
    @TempDir
    Path folder;

    @Test
    void createsAKeyOnceForItsOwnerOnlyAndReadsItEverAfter() throws IOException {
        KeyRing created = readOrCreate();

        assertThat(created.keys()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(ids(readOrCreate())).isEqualTo(ids(created));
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void createsOneKeyForManyWhoStartAtTheSameTime() {
        assertThat(new HashSet<>(Race.of(() -> ids(readOrCreate())))).hasSize(1);
    }

    @Test
    void readsTheNewestKeyFirst() throws IOException {
        Secret newest = Secrets.any();
        Secret old = Secrets.any();
        write(newest.reveal() + "\n\n" + old.reveal() + "=\n");

        assertThat(ids(readOrCreate())).isEqualTo(ids(KeyFile.parse(Secret.of(newest.reveal() + " " + old.reveal()))));
        assertThat(readOrCreate().newest().id())
                .isEqualTo(KeyFile.parse(newest).newest().id());
    }

    @Test
    void refusesAFileThatHoldsNoKeysAndDoesNotQuoteOrChangeIt() throws IOException {
        write("correct horse battery staple\n");

        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(this::readOrCreate)
                .withMessageContaining(file().toString())
                .withMessageNotContaining("horse");
        assertThat(Files.readString(file())).isEqualTo("correct horse battery staple\n");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("");

        assertThatExceptionOfType(UnusableFileException.class).isThrownBy(this::readOrCreate);
    }

    @Test
    void refusesAFileThatOthersMayReadUnlessItIsAllowed() throws IOException {
        readOrCreate();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(this::readOrCreate)
                .withMessageContaining("chmod 600");
        assertThat(KeyFile.readOrCreate(file(), true, Secrets.generator()).keys())
                .hasSize(1);
    }

    @Test
    void takesAKeyAsTextAndNothingElse() {
        assertThat(KeyFile.parse(Secrets.any()).keys()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFile.parse(Secret.of("short")));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFile.parse(Secret.of(" ")));
    }

    private KeyRing readOrCreate() {
        return KeyFile.readOrCreate(file(), false, Secrets.generator());
    }

    private void write(String text) throws IOException {
        OwnerOnly.createFolderOf(file());
        OwnerOnly.create(file());
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("data/oauth.db.key");
    }

    private static String ids(KeyRing ring) {
        return ring.keys().toString();
    }
}
