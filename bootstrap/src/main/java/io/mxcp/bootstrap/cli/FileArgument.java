package io.mxcp.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The value of an option or argument: a text, or {@code @} and the name of a file that holds it. */
final class FileArgument {
    private static final String MARK = "@";

    private FileArgument() {}

    static boolean isFile(String value) {
        return value.startsWith(MARK);
    }

    /**
     * What the value stands for.
     *
     * @param what it is the value of, for the message
     * @param folder where a file's name begins
     * @throws UsageException if the file cannot be read
     */
    static byte[] read(String what, String value, Path folder) throws UsageException {
        if (!isFile(value)) {
            return value.getBytes(UTF_8);
        }
        String name = value.substring(MARK.length());
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(what + ": the file " + name + " cannot be read");
        }
    }

    /**
     * What the value stands for, as text.
     *
     * @throws UsageException as {@link #read}, and if the file is not UTF-8
     */
    static String text(String what, String value, Path folder) throws UsageException {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(read(what, value, folder)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(what + ": " + value.substring(MARK.length()) + " is no UTF-8 text");
        }
    }
}
