package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.objects.SafeString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library, set up once, when the first template is read. Safe for use by many threads. */
final class Engine {
    /** The filters that Jinja2 has too, without those that read values as templates, parse HTML or break lines. */
    static final Set<String> FILTERS = Set.of(
            "abs",
            "batch",
            "capitalize",
            "center",
            "count",
            "d",
            "default",
            "dictsort",
            "e",
            "escape",
            "filesizeformat",
            "first",
            "float",
            "forceescape",
            "format",
            "groupby",
            "indent",
            "int",
            "items",
            "join",
            "last",
            "length",
            "list",
            "lower",
            "map",
            "max",
            "min",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "round",
            "safe",
            "select",
            "selectattr",
            "slice",
            "sort",
            "string",
            "sum",
            "title",
            "tojson",
            "trim",
            "truncate",
            "unique",
            "upper",
            "urlencode",
            "wordcount");

    /** The tests that Jinja2 has too. */
    static final Set<String> TESTS = Set.of(
            "boolean",
            "defined",
            "divisibleby",
            "eq",
            "equalto",
            "even",
            "false",
            "float",
            "ge",
            "gt",
            "greaterthan",
            "in",
            "integer",
            "iterable",
            "le",
            "lessthan",
            "lower",
            "lt",
            "mapping",
            "ne",
            "none",
            "number",
            "odd",
            "sameas",
            "sequence",
            "string",
            "true",
            "undefined",
            "upper",
            "==",
            "!=",
            ">",
            ">=",
            "<",
            "<=");

    /** The functions; a template may define macros besides. */
    static final Set<String> FUNCTIONS = Set.of("namespace", "range");

    /** The tags; those that end one come with it. */
    static final Set<String> TAGS = Set.of("for", "if", "elif", "else", "macro", "raw", "set");

    private static final int MAX_ELEMENTS = 100_000;
    private static final int MAX_RECURSION = 50;
    private static final JinjavaConfig CONFIG = JinjavaConfig.newBuilder()
            .withNestedInterpretationEnabled(false)
            .withMaxOutputSize(JinjaTemplate.MAX_BYTES)
            .withMaxListSize(MAX_ELEMENTS)
            .withMaxMapSize(MAX_ELEMENTS)
            .withElResolver(new Members())
            .withEnableRecursiveMacroCalls(true)
            .withMaxMacroRecursionDepth(MAX_RECURSION)
            .withInterperterFactory(new BoundedInterpreter.Factory())
            .withLegacyOverrides(LegacyOverrides.newBuilder()
                    .withEvaluateMapKeys(true)
                    .withIterateOverMapKeys(true)
                    .withUseNaturalOperatorPrecedence(true)
                    .withParseWhitespaceControlStrictly(true)
                    .withAllowAdjacentTextNodes(true)
                    .withUseTrimmingForNotesAndExpressions(true)
                    .withKeepNullableLoopValues(true)
                    .build())
            .build();
    private static final Within.Library JINJAVA = new Within.Library(CONFIG);
    private static final Context SHARED = shared();
    private static final Map<Library, Set<String>> DISABLED = disabled(SHARED);

    private Engine() {}

    private static Context shared() {
        Context shared = new SharedContext();
        shared.registerTag(new LoopTag());
        Stream.of(TextFilters.ALL, NumberFilters.ALL, SequenceFilters.ALL)
                .flatMap(List::stream)
                .forEach(shared::registerFilter);
        KindOfValue.ALL.forEach(shared::registerExpTest);
        shared.registerExpTest(new Within.Test());
        // Functions are looked for in the library's own context.
        JINJAVA.registerFunction(
                new ELFunctionDefinition("", "range", Functions.class, "range", Object.class, Object[].class));
        return shared;
    }

    private static Map<Library, Set<String>> disabled(Context all) {
        return Map.of(
                Library.FILTER, others(all.getAllFilters(), FILTERS),
                Library.EXP_TEST, others(all.getAllExpTests(), TESTS),
                Library.FUNCTION,
                        others(
                                all.getAllFunctions(),
                                FUNCTIONS.stream().map(name -> ":" + name).collect(Collectors.toSet())),
                Library.TAG,
                        others(
                                all.getAllTags(),
                                TAGS.stream()
                                        .flatMap(name -> Stream.of(name, "end" + name))
                                        .collect(Collectors.toSet())));
    }

    private static Set<String> others(Collection<? extends Importable> all, Set<String> kept) {
        return all.stream()
                .map(Importable::getName)
                .filter(name -> !kept.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An interpreter for one rendering. */
    static BoundedInterpreter interpreter(Map<String, Object> arguments) {
        Context context = new Context(SHARED, arguments, DISABLED);
        return new BoundedInterpreter(JINJAVA, context, CONFIG);
    }

    /** Whether this is the library's own kind of text. */
    static boolean isText(Object value) {
        return value instanceof SafeString;
    }
}
