package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise in {@code docs/documentation-coverage.md} names a test, and each named test is there. */
class DocumentationCoverageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!---|promise )(.+?) \\| (.*?) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("(?m)^ +(?:public )?void (\\w+)\\(");

    @Test
    void everyPromiseIsShownByATestThatIsThere() throws IOException {
        Set<String> tests = tests();
        List<String> faults = new ArrayList<>();
        for (MatchResult row : rows()) {
            List<String> named = NAMED.matcher(row.group(2))
                    .results()
                    .map(test -> test.group(1) + "#" + test.group(2))
                    .toList();
            if (named.isEmpty()) {
                faults.add("no test: " + row.group(1));
            }
            named.stream()
                    .filter(test -> !tests.contains(test))
                    .forEach(test -> faults.add("no such test: " + test + ", for: " + row.group(1)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void coversTheWholeText() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(100);
        assertThat(rows().stream().map(row -> row.group(1))).doesNotHaveDuplicates();
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/documentation-coverage.md")))
                .results()
                .toList();
    }

    /** By class and method. */
    private static Set<String> tests() throws IOException {
        Set<String> tests = new HashSet<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String type = String.valueOf(file.getFileName()).replace(".java", "");
                    METHOD.matcher(Files.readString(file))
                            .results()
                            .forEach(method -> tests.add(type + "#" + method.group(1)));
                }
            }
        }
        return tests;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
