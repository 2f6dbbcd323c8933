package io.mxcp.bootstrap.pages;

import java.util.List;
import java.util.Map;

/** What a test does with a block. Each block has one use, and each use a test that takes all blocks of it. */
public enum Use {
    /** {@code config.yml} or {@code mxcp-site.yml}: read by the real readers, and served. */
    SETTINGS,

    /** A tool, a resource or a prompt, or the SQL of one: read, and called as a signed-in person. */
    ENDPOINT,

    /** A profile's {@code auth} for a provider that is not of this program: read with that provider. */
    PLUGIN,

    /** SQL that is no file: run as a signed-in person. */
    STATEMENT,

    /** Compiled, and used. */
    JAVA,

    /** A dependency: compared with what this build makes. */
    DEPENDENCY,

    /** A client's settings: taken by a client that signs in with them. */
    CLIENT,

    /** Commands, with {@code $} before them and answers between them or neither: run in the order of the page. */
    TERMINAL,

    /** Commands that no test can run: all that they name must be there. */
    ONLY_READ,

    /** Lines of the log: compared with a real log. */
    LOG,

    /** The arrows between modules: compared with their {@code pom.xml}. */
    MODULES;

    /** Why nobody runs it, by page and a line of the block. */
    static final Map<String, String> REASONS = Map.of(
            "README.md: bin/verify", "it would run itself",
            "docs/performance.md: mvn -B -q -DskipTests package dependency:build-classpath \\", "a whole build",
            "docs/performance.md: # bearer check in process: 1 minute", "minutes, and on an idle machine only",
            "docs/performance.md: cd bootstrap", "minutes, and on an idle machine only");

    private static final String ENDPOINT_FILE = "(tools|resources|prompts|sql)/.*";

    /** Whether the block is for this. */
    public boolean isOf(Block block) {
        return switch (this) {
            case SETTINGS -> is(block, "yaml") && (block.isFile("config.yml") || block.isFile("mxcp-site.yml"));
            case ENDPOINT ->
                is(block, "yaml", "sql")
                        && block.file()
                                .filter(file -> file.matches(ENDPOINT_FILE))
                                .isPresent();
            case PLUGIN -> is(block, "yaml") && block.text().startsWith("auth:\n");
            case STATEMENT -> is(block, "sql") && block.file().isEmpty();
            case JAVA -> is(block, "java");
            case DEPENDENCY -> is(block, "xml");
            case CLIENT -> is(block, "json");
            case TERMINAL -> is(block, "sh", "console") && !isOnlyRead(block);
            case ONLY_READ -> isOnlyRead(block);
            case LOG -> is(block, "log");
            case MODULES -> is(block, "") && block.text().contains("─►");
        };
    }

    private static boolean is(Block block, String... languages) {
        return List.of(languages).contains(block.language());
    }

    private static boolean isOnlyRead(Block block) {
        return block.text().lines().anyMatch(line -> REASONS.containsKey(block.page() + ": " + line));
    }
}
