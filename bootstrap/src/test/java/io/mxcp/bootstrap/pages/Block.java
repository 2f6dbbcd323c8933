package io.mxcp.bootstrap.pages;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page: what a reader would copy.
 *
 * @param page its path from the root of this repository
 * @param line where it begins, from 1
 * @param language what stands behind the fence; empty if nothing does
 * @param text without the fence; the last line ends with a line break
 */
public record Block(String page, int line, String language, String text) {
    private static final Pattern FILE = Pattern.compile("(?:#|--) (\\S+\\.(?:yml|sql))\\n");

    /** The file that this is, where the first line is a comment that names one. */
    public Optional<String> file() {
        Matcher name = FILE.matcher(text);
        return name.lookingAt() ? Optional.of(name.toMatchResult()).map(found -> found.group(1)) : Optional.empty();
    }

    /** Whether it is this file, in whatever folder. */
    public boolean isFile(String name) {
        return file().filter(path -> path.equals(name) || path.endsWith("/" + name))
                .isPresent();
    }

    /** The first match of this pattern's group in the text. */
    public Optional<String> find(Pattern pattern) {
        return pattern.matcher(text).results().findFirst().map((MatchResult match) -> match.group(1));
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + language;
    }
}
