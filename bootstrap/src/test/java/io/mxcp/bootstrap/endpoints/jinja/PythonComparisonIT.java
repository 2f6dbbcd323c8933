package io.mxcp.bootstrap.endpoints.jinja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.JsonValues;
import io.mxcp.http.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our templates beside those of Python's Jinja2 itself, which Debian has as {@code python3-jinja2}. What becomes of them stands in two
 * lists: the same text or a refusal here and there, or something else, which our documentation names.
 */
class PythonComparisonIT {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "python", "render_templates.py");

    @Test
    void rendersAsPythonDoes() throws Exception {
        List<String> templates = lines("same.txt").toList();
        JsonObject arguments = arguments();
        List<Optional<String>> theirs = byPython(templates, arguments);
        Map<String, Optional<String>> expected = new LinkedHashMap<>();
        Map<String, Optional<String>> ours = new LinkedHashMap<>();
        for (int i = 0; i < templates.size(); i++) {
            expected.put(templates.get(i), theirs.get(i));
            ours.put(templates.get(i), byUs(templates.get(i), JsonValues.map(arguments)));
        }
        assertThat(expected.values().stream().flatMap(Optional::stream)).hasSizeGreaterThan(400);
        assertThat(ours).containsExactlyEntriesOf(expected);
    }

    @Test
    void rendersSomethingElseOnlyWhereThatIsKnown() throws Exception {
        Map<String, Optional<String>> known = new LinkedHashMap<>();
        lines("different.txt").forEach(line -> {
            int arrow = line.lastIndexOf(" => ");
            String outcome = line.substring(arrow + 4);
            boolean refused = outcome.equals("refused");
            known.put(
                    line.substring(0, arrow),
                    refused ? Optional.empty() : Optional.of(outcome.substring(1, outcome.length() - 1)));
        });
        List<String> templates = List.copyOf(known.keySet());
        List<Optional<String>> theirs = byPython(templates, arguments());
        Map<String, Optional<String>> ours = new LinkedHashMap<>();
        for (int i = 0; i < templates.size(); i++) {
            ours.put(templates.get(i), byUs(templates.get(i), JsonValues.map(arguments())));
            assertThat(theirs.get(i))
                    .as("no longer different: " + templates.get(i))
                    .isNotEqualTo(ours.get(templates.get(i)));
        }
        assertThat(ours).containsExactlyEntriesOf(known);
    }

    @Test
    void expectsInItsOtherTestsWhatPythonPrints() throws Exception {
        Map<String, Optional<String>> expected = new LinkedHashMap<>();
        JinjaTemplateTest.EXPECTATIONS.lines().forEach(line -> {
            int arrow = line.lastIndexOf("=>");
            expected.put(
                    line.substring(0, arrow).strip(),
                    Optional.of(line.substring(arrow + 2).strip().replace("`", "")));
        });
        List<String> templates = List.copyOf(expected.keySet());
        List<Optional<String>> theirs = byPython(
                templates, JsonValues.toJson(JinjaTemplateTest.ARGUMENTS).getAsJsonObject());
        assertThat(theirs).containsExactlyElementsOf(expected.values());
    }

    private static JsonObject arguments() throws IOException, JsonException {
        return StrictJson.parseObject(resource("arguments.json").getBytes(UTF_8), JsonLimits.MCP);
    }

    private static Stream<String> lines(String name) throws IOException {
        return resource(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.startsWith("## "))
                .map(line -> line.replace('\u00b6', '\n'));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PythonComparisonIT.class.getResourceAsStream("/jinja/" + name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Nothing for what is refused, early or late. */
    private static Optional<String> byUs(String template, Map<String, Object> arguments) {
        try {
            return Optional.of(JinjaTemplate.parse(template).render(arguments));
        } catch (TemplateException | PromptException refused) {
            return Optional.empty();
        }
    }

    private static List<Optional<String>> byPython(List<String> templates, JsonObject arguments)
            throws IOException, InterruptedException {
        JsonArray texts = new JsonArray();
        templates.forEach(texts::add);
        JsonObject asked = new JsonObject();
        asked.add("arguments", arguments);
        asked.add("templates", texts);
        Process python = new ProcessBuilder(PYTHON, SCRIPT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = python.getOutputStream()) {
            in.write(asked.toString().getBytes(UTF_8));
        }
        String answer = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor())
                .as("is the Debian package python3-jinja2 installed?")
                .isZero();
        List<Optional<String>> rendered = new ArrayList<>();
        for (JsonElement one : JsonParser.parseString(answer).getAsJsonArray()) {
            rendered.add(one.isJsonNull() ? Optional.empty() : Optional.of(one.getAsString()));
        }
        return rendered;
    }
}
