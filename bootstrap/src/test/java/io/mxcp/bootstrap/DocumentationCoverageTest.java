package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the pages that promise something names a test, and each named test is there. */
class DocumentationCoverageTest {
    private static final Path ROOT = Path.of("..");
    private static final String PROMISES = "documentation-coverage.md";
    private static final String CASES = "observable-behaviour.md";
    private static final String LESSONS = "lessons.md";

    /** What is promised, and the last column. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!promise |case |lesson )(.+) \\| (.*?) \\|$");

    private static final Pattern CASE = Pattern.compile("([A-Z])(\\d+) \\| .+");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("(?m)^ +(?:public )?void (\\w+)\\(");

    @ParameterizedTest
    @ValueSource(strings = {PROMISES, CASES, LESSONS})
    void everyPromiseIsShownByATestThatIsThere(String page) throws IOException {
        Set<String> tests = tests();
        List<String> faults = new ArrayList<>();
        for (MatchResult row : rows(page)) {
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

    @ParameterizedTest
    @CsvSource({PROMISES + ", 100", CASES + ", 100", LESSONS + ", 40"})
    void coversTheWholeText(String page, int least) throws IOException {
        assertThat(rows(page)).hasSizeGreaterThan(least);
        assertThat(rows(page).stream().map(row -> row.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void numbersTheCasesOfEachGroupInOrder() throws IOException {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (MatchResult row : rows(CASES)) {
            Matcher known = CASE.matcher(row.group(1));
            assertThat(known.matches()).as(row.group(1)).isTrue();
            groups.computeIfAbsent(known.group(1), group -> new ArrayList<>()).add(Integer.valueOf(known.group(2)));
        }
        assertThat(groups.keySet()).containsExactly("S", "M", "R", "A", "C", "K", "F", "P", "D", "Q", "X");
        assertThat(groups.values())
                .allSatisfy(
                        numbers -> assertThat(numbers).doesNotHaveDuplicates().isSorted());
    }

    private static List<MatchResult> rows(String page) throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs").resolve(page)))
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
