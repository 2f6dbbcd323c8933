package io.mxcp.bootstrap.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a page shows is left out by the tests. */
class PagesTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern BENCHMARK = Pattern.compile("io\\.mxcp(?:\\.\\w+)+");
    private static final Pattern ARROW = Pattern.compile("─► ([a-z-]+)");

    @Test
    void everyBlockIsUsedByATestInOneWay() {
        List<String> faults = new ArrayList<>();
        for (Block block : Pages.blocks()) {
            List<Use> uses =
                    Arrays.stream(Use.values()).filter(use -> use.isOf(block)).toList();
            if (uses.size() != 1) {
                faults.add(block + " is for " + uses);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyUseHasABlockAndATestThatTakesThemAll() throws IOException {
        Set<Use> taken = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Arrays.stream(Use.values())
                        .filter(use -> text.contains("Pages.blocks(Use." + use + ")"))
                        .forEach(taken::add);
            }
        }
        assertThat(taken).containsExactly(Use.values());
        assertThat(Use.values())
                .allSatisfy(use -> assertThat(Pages.blocks()).as(use.name()).anyMatch(use::isOf));
    }

    @ParameterizedTest
    @MethodSource("blocksThatAreOnlyRead")
    void whatNobodyRunsNamesThingsThatAreThere(Block block) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("bash", "-n", "-c", block.text())
                        .inheritIO()
                        .start()
                        .waitFor())
                .as("whether a shell understands it")
                .isZero();
        for (String program : List.of("bin/verify", "bin/mxcp")) {
            assertThat(Pages.ROOT.resolve(program)).isExecutable();
        }
        for (MatchResult name : BENCHMARK.matcher(block.text()).results().toList()) {
            String file = name.group().replace('.', '/') + ".java";
            assertThat(modules().map(module -> module.resolve(TESTS).resolve(file)))
                    .as(name.group())
                    .filteredOn(Files::exists)
                    .singleElement()
                    .satisfies(source -> assertThat(source).content().contains("public static void main("));
        }
    }

    static List<Block> blocksThatAreOnlyRead() {
        return Pages.blocks(Use.ONLY_READ);
    }

    @Test
    void everyReasonNotToRunABlockIsThatOfABlock() {
        assertThat(blocksThatAreOnlyRead()).hasSameSizeAs(Use.REASONS.entrySet());
    }

    @Test
    void showsTheModulesAsTheyDependOnEachOther() throws IOException {
        Map<String, Set<String>> built = new TreeMap<>();
        for (Path module : modules().toList()) {
            String name = String.valueOf(module.getFileName());
            built.put(name, ours(Files.readString(module.resolve("pom.xml"))));
        }
        for (Block block : Pages.blocks(Use.MODULES)) {
            for (String line : block.text().lines().toList()) {
                List<String> named = ARROW.matcher(line)
                        .results()
                        .map(arrow -> arrow.group(1))
                        .toList();
                assertThat(built.get("bootstrap")).as(line).contains(named.get(0));
                for (int i = 1; i < named.size(); i++) {
                    assertThat(built.get(named.get(i - 1))).as(line).contains(named.get(i));
                }
            }
        }
    }

    private static Set<String> ours(String pom) {
        return Pattern.compile("<artifactId>mxcp-([a-z-]+)</artifactId>")
                .matcher(pom)
                .results()
                .map(artifact -> artifact.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Pages.ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList().stream();
        }
    }
}
