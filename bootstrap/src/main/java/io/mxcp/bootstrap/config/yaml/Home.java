package io.mxcp.bootstrap.config.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the paths that operators write. */
public final class Home {
    private Home() {}

    /**
     * The path of a text in which a leading {@code ~} stands for the home folder.
     *
     * @throws InvalidPathException if the text is no path
     */
    public static Path expand(String text, Path home) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }
}
