package io.mxcp.sqlite;

import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the server's keys: one a line, 32 bytes in base64url each, the newest first. To rotate, put a new line in front.
 *
 * <p>Without it nothing that is sealed in the database opens: keep a copy, apart from the database (T23).
 */
public final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private KeyFile() {}

    /**
     * Reads the keys. Where there is no file, one with a new key is created, readable by its owner only, and one warning is logged. A
     * file that exists is never changed.
     *
     * @throws UnusableFileException if it holds anything but keys, or others may use it or write to its folder
     */
    public static KeyRing readOrCreate(Path file, boolean allowWiderRights, SecretGenerator generator) {
        if (!Files.exists(file)) {
            create(file, generator);
        }
        if (!allowWiderRights) {
            OwnerOnly.require(file);
            OwnerOnly.requireFolderOf(file);
        }
        return read(file);
    }

    /**
     * Keys given as text, such as by the configuration: one or more, separated by white space, the newest first.
     *
     * @throws IllegalArgumentException if it is anything else; the message does not quote it
     */
    public static KeyRing parse(Secret text) {
        return new KeyRing(text.reveal()
                .strip()
                .lines()
                .flatMap(line -> List.of(line.strip().split("\\s+", -1)).stream())
                .filter(Predicate.not(String::isEmpty))
                .map(key -> KeyEncryptionKey.parse(Secret.of(key)))
                .toList());
    }

    private static KeyRing read(Path file) {
        try {
            return parse(Secret.of(Files.readString(file)));
        } catch (IOException e) {
            throw new UnusableFileException("cannot read the key file " + file + ": " + OwnerOnly.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(
                    file + " is no key file: expected one key a line, 32 bytes in base64url (43 characters). "
                            + "Restore it from your copy; without it everybody has to sign in again",
                    e);
        }
    }

    /** Appears whole or not at all, and never in the place of another that came first. */
    private static void create(Path file, SecretGenerator generator) {
        OwnerOnly.createFolderOf(file);
        Path draft =
                file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(generator.bytes(8)));
        try {
            OwnerOnly.create(draft);
            writeDurably(draft, generator.secret().reveal() + "\n");
            Files.createLink(file, draft);
            LOG.warn("created the key file {}: keep a copy of it, apart from the database", file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("another process has just created {}", file);
        } catch (IOException e) {
            throw new UnusableFileException("cannot create the key file " + file + ": " + OwnerOnly.reason(e), e);
        } finally {
            delete(draft);
        }
    }

    private static void writeDurably(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warn("{} holds a key and could not be deleted: delete it", draft);
        }
    }
}
