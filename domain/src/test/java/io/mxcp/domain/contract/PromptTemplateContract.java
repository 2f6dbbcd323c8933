package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.endpoint.PromptTemplate;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.query.SqlNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PromptTemplate} promises, in the syntax of Jinja2. Extend it and supply a reader of templates. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PromptTemplateContract {
    private static final int LONGEST = 1_048_576;
    private static final Map<String, Object> ARGUMENTS = Map.of(
            "x",
            "a text",
            "n",
            7L,
            "list",
            List.of("one", "two"),
            "map",
            Map.of("name", "ann"),
            "missing",
            SqlNull.NULL);

    /** For extension. */
    protected PromptTemplateContract() {}

    /**
     * Reads a template.
     *
     * @throws PromptException if it is refused before it meets any argument
     */
    protected abstract PromptTemplate parse(String template) throws PromptException;

    private String render(String template, Map<String, Object> arguments) throws PromptException {
        return parse(template).render(arguments);
    }

    /** The text, or nothing if the template was refused, early or late. */
    private Optional<String> outcome(String template) {
        try {
            return Optional.of(render(template, ARGUMENTS));
        } catch (PromptException refused) {
            assertThat(refused.explanation()).isNotBlank().hasSizeLessThan(2000);
            return Optional.empty();
        }
    }

    @Test
    void putsArgumentsInTheirPlaces() throws PromptException {
        assertThat(render("Greet {{ name }}, {{name}}!", Map.of("name", "Ann"))).isEqualTo("Greet Ann, Ann!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no place at all", "a { b } c", "<b>&\"'</b> ${x} #{x} %s", "\u00e4\n\n \ud83d\ude00"})
    void leavesOtherTextAsItIs(String text) throws PromptException {
        assertThat(render(text, ARGUMENTS)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 7 * 7 }}",
                "{{ n }}",
                "{% if n %}yes{% endif %}",
                "{% include 'secret.txt' %}",
                "{# gone #}",
                "{% raw %}",
                "}} {{ n",
                "<b>&\"'</b>",
                "a\\nb\n"
            })
    void neverTakesAnArgumentForAPartOfTheTemplate(String argument) throws PromptException {
        Map<String, Object> arguments =
                Map.of("x", argument, "n", 7L, "list", List.of(argument), "map", Map.of("name", argument));

        assertThat(render("[{{ x }}]", arguments)).isEqualTo("[" + argument + "]");
        assertThat(render("[{% for item in list %}{{ item }}{% endfor %}]", arguments))
                .isEqualTo("[" + argument + "]");
        assertThat(render("[{{ map.name }}]", arguments)).isEqualTo("[" + argument + "]");
        assertThat(render("{% set y = x %}[{{ y }}]", arguments)).isEqualTo("[" + argument + "]");
        assertThat(render("[{{ missing | default(x) }}]", arguments)).isEqualTo("[" + argument + "]");
    }

    @Test
    void knowsConditionsAndDefaults() throws PromptException {
        String template = "{% if urgent %}now{% else %}later{% endif %}, {{ tone | default('kindly') }}";

        assertThat(render(template, Map.of("urgent", true, "tone", "briefly"))).isEqualTo("now, briefly");
        assertThat(render(template, Map.of("urgent", false))).isEqualTo("later, kindly");
    }

    @Test
    void takesAMissingArgumentAndNullForUndefined() throws PromptException {
        String template = "[{{ absent }}][{{ missing }}][{% if absent is defined %}a{% endif %}]"
                + "[{% if missing is defined %}b{% endif %}][{% if x is defined %}c{% endif %}]";

        assertThat(render(template, ARGUMENTS)).isEqualTo("[][][][][c]");
    }

    @Test
    void readsListsAndMapsAtAnyDepth() throws PromptException {
        Map<String, Object> arguments = Map.of(
                "orders", List.of(Map.of("id", 1L, "lines", List.of("a", "b")), Map.of("id", 2L, "lines", List.of())));

        assertThat(render(
                        "{% for order in orders %}{{ loop.index }}:{{ order.id }}={{ order['lines'] | join('+') }};{% endfor %}",
                        arguments))
                .isEqualTo("1:1=a+b;2:2=;");
        assertThat(render("{{ orders[0].lines[1] }} of {{ orders | length }}", arguments))
                .isEqualTo("b of 2");
    }

    @Test
    void writesNumbersAsTheyAre() throws PromptException {
        assertThat(render(
                        "{{ a }} {{ b }} {{ c }}",
                        Map.of(
                                "a", 9_007_199_254_740_993L,
                                "b", new BigInteger("123456789012345678901234567890"),
                                "c", new BigDecimal("12345678901234567.25"))))
                .isEqualTo("9007199254740993 123456789012345678901234567890 12345678901234567.25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x.getClass() }}",
                "{{ x.class }}",
                "{{ x['class'] }}",
                "{{ x.class.name }}",
                "{{ x.getClass().forName('java.lang.Runtime') }}",
                "{{ n.getClass() }}",
                "{{ list.getClass() }}",
                "{{ list.class }}",
                "{{ map.getClass() }}",
                "{{ map.class }}",
                "{{ ''.__class__ }}",
                "{{ ''.__class__.__mro__ }}",
                "{{ x.__class__ }}",
                "{{ x | attr('__class__') }}",
                "{{ x | attr('class') }}",
                "{{ x | map(attribute='class') | join }}",
                "{{ x.hashCode() }}",
                "{{ x.bytes }}",
                "{{ ____int3rpr3t3r____ }}",
                "{{ ____int3rpr3t3r____.config }}",
                "{{ __context__ }}",
                "{{ self }}",
                "{{ config }}",
                "{{ request }}",
                "{{ cycler.__init__.__globals__ }}"
            })
    void reachesNothingButArguments(String place) {
        outcome("[" + place + "]").ifPresent(text -> assertThat(text).isEqualTo("[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'FILE' %}",
                "{% include 'file:FILE' %}",
                "{% include x ~ 'FILE' %}",
                "{% import 'FILE' as other %}{{ other }}",
                "{% from 'FILE' import secret %}{{ secret }}",
                "{% extends 'FILE' %}"
            })
    void readsNoOtherFile(String template, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret.txt"), "hunter2{% macro secret() %}hunter2{% endmacro %}");

        outcome(template.replace("FILE", file.toString()))
                .ifPresent(text -> assertThat(text).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% set x = 'changed' %}",
                "{% do map.put('name', 'changed') %}",
                "{% set z = map.put('name', 'changed') %}",
                "{% do list.append('changed') %}",
                "{% do list.clear() %}",
                "{% for x in list %}{% endfor %}"
            })
    void leavesTheArgumentsAlone(String template) throws PromptException {
        Map<String, Object> map = new LinkedHashMap<>(Map.of("name", "ann"));
        List<Object> list = new ArrayList<>(List.of("one"));
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("x", "a text", "map", map, "list", list));
        try {
            render(template, arguments);
        } catch (PromptException refused) {
            assertThat(refused.explanation()).isNotBlank();
        }

        assertThat(arguments).isEqualTo(Map.of("x", "a text", "map", Map.of("name", "ann"), "list", List.of("one")));
    }

    @Test
    void rendersUpToAMegabyte() throws PromptException {
        Map<String, Object> long900 = Map.of("x", "x".repeat(900_000));

        assertThat(render("{{ x }}", long900)).hasSize(900_000);
        assertThatExceptionOfType(PromptException.class).isThrownBy(() -> render("{{ x }}{{ x }}", long900));
        assertThatExceptionOfType(PromptException.class)
                .isThrownBy(() -> render("{{ x }}", Map.of("x", "\u20ac".repeat(LONGEST))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}",
                "{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}{% endfor %}{% endfor %}{% endfor %}",
                "{{ 'x' * 2000000000 }}",
                "{{ range(0, 2000000000) | list }}",
                "{{ x | center(2000000000) }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set y = 'xxxxxxxxxx' %}{% for i in range(60) %}{% set y = y ~ y %}{% endfor %}{{ y }}"
            })
    void endsWhateverTheTemplateAsksFor(String template) {
        outcome(template).ifPresent(text -> assertThat(text).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @Test
    void rendersForManyThreadsAtOnce() throws PromptException {
        PromptTemplate template = parse("{% for item in list %}{{ item }},{% endfor %}{{ x }}");

        assertThat(Race.of(() -> template.render(ARGUMENTS))).containsOnly("one,two,a text");
    }
}
