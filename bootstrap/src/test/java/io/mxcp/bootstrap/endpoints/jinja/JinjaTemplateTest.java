package io.mxcp.bootstrap.endpoints.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.mxcp.bootstrap.endpoints.jinja.TemplateException.Mistake;
import io.mxcp.domain.contract.PromptTemplateContract;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.endpoint.PromptTemplate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link JinjaTemplate} is a {@link PromptTemplate}, and speaks as Python's Jinja2 does. */
class JinjaTemplateTest extends PromptTemplateContract {
    /** Each is what Python's Jinja2 prints, which {@link PythonComparisonIT} asks it. */
    static final String EXPECTATIONS = """
            {{ name|upper }} {{ name|capitalize }} {{ name|title }}        => ANN Ann Ann
            {{ flag }} {{ not flag }} {{ true }}                           => True False True
            {{ list }}                                                     => ['b', 'a', 1, False]
            {{ map }}                                                      => {'key': "it's"}
            {{ list|join(', ') }}                                          => b, a, 1, False
            {{ words|length }} {{ words|first }} {{ words|last }}          => 3 one three
            {{ numbers|sort|join }} {{ numbers|max }} {{ numbers|min }} {{ numbers|sum }}     => 123 3 1 6
            {{ nobody|default('x') }}{{ ''|default('y') }}{{ ''|default('z', true) }}         => xz
            {% for w in words %}{{ loop.index }}{{ w }}{% if not loop.last %},{% endif %}{% endfor %} => 1one,2two,3three
            {% for w in [] %}a{% else %}b{% endfor %}                      => b
            {% for w in words %}{{ loop.index0 }}{% else %}b{% endfor %}   => 012
            {% for k, v in map.items() %}{{ k }}={{ v }}{% endfor %}       => key=it's
            {% for k in map %}{{ k }}{% endfor %}                          => key
            {% set x = n + 4 %}{{ x }} {{ n * 2 - 1 }} {{ 7 // 2 }} {{ 7 % 4 }}  => 7 5 3 3
            {% set x %}a{{ n }}{% endset %}{{ x }}                         => a3
            {% macro hi(who, mark='!') %}hi {{ who }}{{ mark }}{% endmacro %}{{ hi(name) }}{{ hi('bob', mark='?') }}  => hi ann!hi bob?
            {{ 'yes' if flag else 'no' }}{{ 'yes' if n > 5 else 'no' }}    => yesno
            {% if n == 1 %}a{% elif n == 3 %}b{% else %}c{% endif %}       => b
            {{ n is number }} {{ name is string }} {{ nobody is defined }} {{ nobody is not defined }} => True True False True
            {{ n is divisibleby 3 }} {{ n is odd }} {{ 'a' in name }} {{ 'x' not in name }}  => True True True True
            {{ name ~ n }}{{ words[1] }}{{ words[-1] }}{{ map['key'] }}    => ann3twothreeit's
            {{ people|map(attribute='name')|join('+') }}                   => ann+bob
            {{ people|selectattr('old')|map(attribute='name')|join }}      => ann
            {{ name.upper() }}{{ ' x '.strip() }}{{ name.startswith('a') }}   => ANNxTrue
            {{ 'a,b'.split(',') }} {{ map.get('key') }} {{ map.get('no', 1) }}   => ['a', 'b'] it's 1
            {% raw %}{{ name }}{% endraw %}{# a remark #}                  => {{ name }}
            {%- if flag -%} a {%- endif -%} b                              => ab
            {% for i in range(2, 8, 3) %}{{ i }}{% endfor %}               => 25
            {% set ns = namespace(n=0) %}{% for i in numbers %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }} => 6
            {% for i in words %}{{ loop.cycle('o', 'e') }}{% endfor %}     => oeo
            {{ 'a<b>&' }} {{ '<'|e }}                                      => a<b>& &lt;
            {{ '%s-%s'|format(name, n) }} {{ name|replace('n', 'm') }}     => ann-3 amm
            {{ words|reverse|list }} {{ [1, 1, 2]|unique|list }}           => ['three', 'two', 'one'] [1, 2]
            {{ [none] }}                                                   => [None]
            {{ 'ab' in 'cab' }} {{ 'ba' not in 'cab' }} {{ '' in '' }} {{ 'ca' is in 'cab' }} {{ 2 in numbers }} {{ 'one' not in words }} {{ 'key' in map }}  => True True True True True False True
            {{ 'aaaa'|replace('aa', 'b') }} {{ 'aaa'|replace('a', 'b', 2) }} {{ 'ab'.replace('', '-') }} {{ 'a.b.c'.split('.', 1) }} => bb bba -a-b- ['a', 'b.c']
            {{ 'abab'.count('ab') }} {{ 'cab'.find('ab') }} {{ 'cab'.find('x') }} {{ 'abb'.split('b') }}  => 2 1 -1 ['a', '', '']
            {{ 'x'|center(5) }}|{{ '  x '|trim }}                          => `  x  |x`
            {{ flag and n > 2 }} {{ nobody or 'z' }}                       => True z
            """;

    static final Map<String, Object> ARGUMENTS = Map.of(
            "name", "ann",
            "flag", true,
            "n", 3L,
            "list", List.of("b", "a", 1L, false),
            "words", List.of("one", "two", "three"),
            "numbers", List.of(3L, 1L, 2L),
            "map", Map.of("key", "it's"),
            "people", List.of(Map.of("name", "ann", "old", true), Map.of("name", "bob", "old", false)));

    @Override
    protected PromptTemplate parse(String template) throws PromptException {
        try {
            return JinjaTemplate.parse(template);
        } catch (TemplateException e) {
            throw new PromptException(e.mistakes().get(0).message());
        }
    }

    @Test
    void tellsWhatItNeedsWithTheFirstLine() throws TemplateException {
        assertThat(needed("plain")).isEmpty();
        assertThat(needed("{{ a }} {{ b.c[d] }}\n{{ e }}{{ a }}")).isEqualTo(Map.of("a", 1, "b", 1, "d", 1, "e", 2));
        assertThat(needed("{{ a | join(sep) | default('x', true) }}{{ b | round(precision=p) }}"))
                .containsOnlyKeys("a", "b", "p", "sep");
        assertThat(needed("{{ 'x' if c else d }}{{ [i, j] }}{{ -k }}{{ f.g(h) }}{{ {'l': m} }}"))
                .containsOnlyKeys("c", "d", "f", "h", "i", "j", "k", "m");
        assertThat(needed("{% if a is defined and not b in [c] %}{% elif d %}{% endif %}"))
                .containsOnlyKeys("a", "b", "c", "d");
    }

    @Test
    void needsNothingThatItMakesOrThatIsAlwaysThere() throws TemplateException {
        assertThat(needed("{% for x, y in z %}{{ x }}{{ y }}{{ loop.index }}{% endfor %}"))
                .containsOnlyKeys("z");
        assertThat(needed("{% set a = b %}{{ a }}{% set t %}{{ u }}{% endset %}{{ t }}"))
                .containsOnlyKeys("b", "u");
        assertThat(needed("{% set n = namespace(total=0) %}{% set n.total = n.total + v %}{{ n.total }}"))
                .containsOnlyKeys("v");
        assertThat(needed("{% macro m(p, q='x') %}{{ p ~ q ~ r }}{% endmacro %}{{ m(s) }}"))
                .containsOnlyKeys("r", "s");
        assertThat(
                        needed(
                                "{{ range(3) | list }}{{ none }}{{ True }}{{ 'a name' }}{% raw %}{{ b }}{% endraw %}{# {{ c }} #}"))
                .isEmpty();
    }

    private static Map<String, Integer> needed(String template) throws TemplateException {
        return JinjaTemplate.parse(template).needed();
    }

    @Test
    void keepsLinesAsPythonDoes() throws PromptException {
        assertThat(parse("{% if flag %}\r\nyes\r\n{% endif %}\nend\n\n").render(ARGUMENTS))
                .isEqualTo("\nyes\n\nend\n");
        assertThat(parse("a\n{#- b -#}\nc\n").render(ARGUMENTS)).isEqualTo("ac");
    }

    @Test
    void writesJson() throws PromptException {
        assertThat(parse("{{ list|tojson }}{{ map|tojson }}")
                        .render(Map.of("list", List.of("a", 1L, true), "map", Map.of("a", List.of()))))
                .isEqualToIgnoringWhitespace("[\"a\",1,true]{\"a\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}",
                "{% do list.append(1) %}",
                "{% block a %}{% endblock %}",
                "{% autoescape true %}{% endautoescape %}",
                "{{ x|render }}",
                "{{ x|striptags }}",
                "{{ x|fromjson }}",
                "{{ x|attr('y') }}",
                "{{ x|nosuch }}",
                "{{ x is nosuch }}",
                "{{ nosuch(x) }}",
                "{{ type(x) }}",
                "{{ a b }}",
                "{{ }}",
                "{{ x",
                "{% if x %}",
                "{% if %}a{% endif %}",
                "{% if x == %}a{% endif %}",
                "{% if x %}{% endfor %}",
                "{% endif %}",
                "{% for x %}{% endfor %}",
                "{% for x in y if x %}{% endfor %}",
                "{% for x in y recursive %}{% endfor %}",
                "{% set x = %}",
                "{% set x = y | nosuch %}",
                "{% if false %}{{ x|nosuch }}{% endif %}",
                "{% macro a() %}{{ x|nosuch }}{% endmacro %}",
                "{% macro %}{% endmacro %}",
            })
    void refusesAtStartWhatCannotWork(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> JinjaTemplate.parse(template));
    }

    @Test
    void tellsAllMistakesWithTheirLines() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() ->
                        JinjaTemplate.parse("a\n{{ x|uper }}\n{% include 'y' %}\n\n{{ nme is defind }}\n{{ 1 + }}"))
                .extracting(TemplateException::mistakes, list(Mistake.class))
                .containsExactly(
                        new Mistake(2, "there is no filter 'uper' in prompts; did you mean 'upper'?"),
                        new Mistake(3, "there is no tag 'include' in prompts"),
                        new Mistake(5, "there is no test 'defind' in prompts; did you mean 'defined'?"),
                        new Mistake(6, "'1 +' is no expression: '}' is not expected"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ name.toString() }}",
                "{{ name.replaceAll('a', 'b') }}",
                "{{ list.append(1) }}",
                "{{ list.clear() }}",
                "{{ map.put('a', 1) }}",
                "{{ map.update({'a': 1}) }}",
                "{{ range(1000000) }}",
                "{{ range('x') }}",
                "{{ 'x'|indent(99999) }}",
                "{{ '%99999d'|format(1) }}",
                "{{ ('x'|center(9999))|replace('x', 'y'|center(9999))|replace(' ', 'y'|center(9999)) }}",
                "{{ ('x'|center(9999)|replace(' ', '\\n'))|indent('x'|center(9999)) }}",
                "{{ 'x'|center(9999)|replace('', 'y'|center(9999)) }}",
                "{{ 'x'|center(9999)|replace(' ', '%(a)s')|format(a='x'|center(9999)) }}",
                "{{ range(99999)|map('center', 9999)|list }}",
                "{{ [1]|tojson(indent=99999) }}",
                "{{ name * 3 }}",
                "{% for i in range(100000) %}{% for j in range(100000) %}{% set x = i * j %}{% endfor %}{% endfor %}",
                "{% set ns = namespace(l=[1, 2]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
                "{% set ns = namespace(l='xy') %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
            })
    void refusesAtRenderingWhatItMustNotDo(String template) throws TemplateException {
        PromptTemplate good = JinjaTemplate.parse(template);
        assertThatExceptionOfType(PromptException.class)
                .isThrownBy(() -> good.render(ARGUMENTS))
                .satisfies(refused -> assertThat(refused.explanation()).doesNotContain("java", "hubspot", "Exception"));
    }

    /** Most of a minute for a search that compares letter by letter from each place anew: whoever calls chooses both texts. */
    @Timeout(20)
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            {{ part in whole }}                      => False
            {{ part not in whole }}                  => True
            {{ part is in whole }}                   => False
            {{ (whole|replace(part, 'x'))|length }}  => 900000
            {{ whole.replace(part, 'x')|length }}    => 900000
            {{ whole.find(part) }}                   => -1
            {{ whole.count(part) }}                  => 0
            {{ whole.split(part)|length }}           => 1
            {{ part.find(part) }}          => 0
            {{ part in part }}             => True
            """)
    void findsALongTextInALongOne(String template, String text) throws PromptException {
        Map<String, Object> given = Map.of("whole", "a".repeat(900_000), "part", "a".repeat(450_000) + "b");
        assertThat(parse(template).render(given)).isEqualTo(text);
    }

    @Timeout(5)
    @Test
    void makesNoRangeOfANumberOfAMillionDigits() throws TemplateException {
        PromptTemplate good = JinjaTemplate.parse("{{ range(digits) }}");
        Map<String, Object> arguments = Map.of("digits", "9".repeat(900_000));
        assertThatExceptionOfType(PromptException.class).isThrownBy(() -> good.render(arguments));
    }

    @Timeout(30)
    @Test
    void stopsATestOfManyWordsAfterItsTime() throws TemplateException {
        PromptTemplate good = JinjaTemplate.parse("{{ words|select('in', whole)|list|length }}");
        List<String> words = Collections.nCopies(40_000, "a".repeat(31) + "b");
        Map<String, Object> arguments = Map.of("words", words, "whole", "a".repeat(900_000));
        assertThatExceptionOfType(PromptException.class)
                .isThrownBy(() -> good.render(arguments))
                .satisfies(refused -> assertThat(refused.explanation()).contains("too many steps"));
    }
}
