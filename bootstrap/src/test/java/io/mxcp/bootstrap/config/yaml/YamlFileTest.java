package io.mxcp.bootstrap.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.query.SqlNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one YAML file is read. */
class YamlFileTest {
    private final Problems problems = new Problems();
    private final YamlFile file = new YamlFile("f.yml", Substitution.NONE, problems);

    @TempDir
    Path folder;

    @Test
    void tellsWhereAFileIsNoYaml() {
        assertThat(file.parse("a: [1\nb: 2")).isEmpty();
        assertThat(told()).singleElement().asString().startsWith("f.yml:2:2: not readable as YAML: ");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(file.parse("a: 1\n---\nb: 2\n")).isEmpty();
        assertThat(told()).hasSize(1);
    }

    @Test
    void tellsDuplicateKeysAtAnyDepth() {
        assertThat(file.parse("a:\n  - {b: 1, c: 2, b: 3}\na: 1\n")).isPresent();
        assertThat(told()).containsExactly("f.yml:2:18 a[0].b: duplicate key 'b'", "f.yml:3:1 a: duplicate key 'a'");
    }

    @Test
    void refusesWhatNestsTooDeep() {
        assertThat(file.parse("[".repeat(50_000))).isEmpty();
        assertThat(file.parse("[".repeat(65) + "]".repeat(65))).isEmpty();
        assertThat(file.parse("[".repeat(64) + "]".repeat(64))).isPresent();
        assertThat(told()).containsExactly("f.yml: the file nests more than 64 levels");
    }

    @Test
    void refusesAliasesThatUnfoldWithoutBound() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 25; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(file.parse(text.toString())).isEmpty();
        assertThat(told()).hasSize(1);
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(file.parse("a: &a [*a]")).isEmpty();
        assertThat(told()).containsExactly("f.yml: aliases unfold without bound");
    }

    @Test
    void readsAFewAliases() {
        YamlMap map = map("a: &a {b: 1}\nc: *a\n");
        assertThat(map.map("c").flatMap(inner -> inner.text("b"))).contains("1");
    }

    @Test
    void refusesFilesThatAreTooLargeOrNoText() throws IOException {
        Path large = Files.writeString(folder.resolve("large.yml"), "#".repeat((1 << 20) + 1));
        assertThat(file.read(large)).isEmpty();
        Path binary = Files.write(folder.resolve("binary.yml"), new byte[] {'a', ':', (byte) 0xC3, (byte) 0x28});
        assertThat(file.read(binary)).isEmpty();
        assertThat(file.read(folder)).isEmpty();
        assertThat(told()).hasSize(3);
    }

    /** Files of before YAML 1.2 have them. */
    @Test
    void takesTheTruthValuesOfYaml11WithoutQuotes() {
        YamlMap map = map("a: yes\nb: On\nc: NO\nd: off\n");
        assertThat(List.of(map.flag("a", false), map.flag("b", false), map.flag("c", true), map.flag("d", true)))
                .containsExactly(true, true, false, false);
        assertThat(told()).isEmpty();
        YamlMap others = map("a: 'yes'\nb: yEs\nc: y\n");
        assertThat(List.of(others.flag("a", false), others.flag("b", false), others.flag("c", false)))
                .containsOnly(false);
        assertThat(told()).hasSize(3);
    }

    @Test
    void tellsAWrongKindOfValueAtItsPlace() {
        YamlMap map = map("flag: maybe\nnumber: 7.5\nlist: {}\nmap: []\ntext: [a]\n");
        map.flag("flag", false);
        assertThat(map.get("number").flatMap(node -> node.wholeNumber(1, 9))).isEmpty();
        map.list("list");
        map.map("map");
        map.text("text");
        map.refuseOthers();
        assertThat(told())
                .containsExactly(
                        "f.yml:1:7 flag: must be true or false",
                        "f.yml:2:9 number: must be a whole number from 1 to 9",
                        "f.yml:3:7 list: must be a list",
                        "f.yml:4:6 map: must be a map of keys",
                        "f.yml:5:7 text: must be a single text");
    }

    @Test
    void takesAKeyWithNothingBehindItAsAbsent() {
        YamlMap map = map("a:\nb: null\nc: ~\nd: ''\n");
        assertThat(List.of(map.has("a"), map.has("b"), map.has("c"), map.has("d")))
                .containsExactly(false, false, false, true);
    }

    @Test
    void knowsWhatValuesMean() {
        YamlMap map = map("v: [1, 0x10, 1.50, 1e3, true, yes, 2024-01-01, '1', null, 99999999999999999999, {a: b}]");
        assertThat(map.get("v").flatMap(YamlNode::value).orElseThrow())
                .isEqualTo(List.of(
                        1L,
                        16L,
                        new BigDecimal("1.50"),
                        new BigDecimal("1e3"),
                        true,
                        "yes",
                        "2024-01-01",
                        "1",
                        SqlNull.NULL,
                        new BigDecimal("99999999999999999999"),
                        Map.of("a", "b")));
    }

    @Test
    void givesNoValueForNumbersThatFillTheMemory() {
        for (String number : List.of("1e999999999", ".inf", ".nan", "1".repeat(200))) {
            assertThat(map("v: " + number).get("v").flatMap(YamlNode::value))
                    .as(number)
                    .isEmpty();
        }
    }

    @Test
    void guessesWhatWasMeantButNotAtAnyPrice() {
        List<String> known = List.of("client_id", "client_secret", "scope", "realm", "id");
        assertThat(Nearest.to("clientid", known)).contains("client_id");
        assertThat(Nearest.to("SCOPES", known)).contains("scope");
        assertThat(Nearest.to("slcope", known)).contains("scope");
        assertThat(Nearest.to("tokens", known)).isEqualTo(Optional.empty());
        assertThat(Nearest.to("xy", known)).isEmpty();
    }

    private YamlMap map(String text) {
        return file.parse(text).flatMap(YamlNode::map).orElseThrow(() -> new AssertionError(told()));
    }

    private List<String> told() {
        return problems.errors().stream().map(Problem::toString).toList();
    }
}
