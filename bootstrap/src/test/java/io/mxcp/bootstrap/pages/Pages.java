package io.mxcp.bootstrap.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** README, RATIONALE, SECURITY and all pages of {@code docs/}. */
public final class Pages {
    /** Of this repository, from where tests run. */
    public static final Path ROOT = Path.of("..");

    private static final String FENCE = "```";

    private Pages() {}

    /** Their files, in one order. */
    public static List<Path> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> top =
                    Stream.of("README.md", "RATIONALE.md", "SECURITY.md").map(ROOT::resolve);
            return Stream.concat(
                            top,
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of all pages. */
    public static List<Block> blocks() {
        return all().stream().flatMap(page -> blocksOf(page).stream()).toList();
    }

    /** All blocks that are used so. */
    public static List<Block> blocks(Use use) {
        return blocks().stream().filter(use::isOf).toList();
    }

    /** The blocks of one page, in their order. */
    public static List<Block> blocks(String page) {
        return blocksOf(ROOT.resolve(page));
    }

    private static List<Block> blocksOf(Path page) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = lines(page);
        String name = ROOT.relativize(page).toString();
        for (int line = 0; line < lines.size(); line++) {
            if (isFence(lines.get(line))) {
                int end = line + 1;
                while (!isFence(lines.get(end))) { // a fence that is not closed ends the test here
                    end++;
                }
                String language = lines.get(line).strip().substring(FENCE.length());
                String text = String.join("\n", lines.subList(line + 1, end)) + "\n";
                blocks.add(new Block(name, line + 1, language, text.stripIndent()));
                line = end;
            }
        }
        return blocks;
    }

    private static boolean isFence(String line) {
        return line.stripLeading().startsWith(FENCE);
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
