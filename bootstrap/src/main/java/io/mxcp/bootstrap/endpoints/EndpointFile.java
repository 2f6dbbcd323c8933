package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.Version;
import io.mxcp.bootstrap.config.keys.JsonSchema;
import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Plain;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.keys.Value.ListOf;
import io.mxcp.bootstrap.config.keys.Value.MapOf;
import io.mxcp.bootstrap.config.keys.Value.Section;
import io.mxcp.domain.endpoint.ValueType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys of an endpoint file. */
public final class EndpointFile {
    private static final Value COUNT = new Value.Whole(0, Integer.MAX_VALUE);
    private static final Key NAME = Key.of(
                    "name", Plain.TEXT, "A letter or underscore first, then letters, digits, _ and -; each name once.")
            .mandatory();
    private static final Value TYPE = new Value.Named("type", () -> OfType.KEYS);

    /** The whole file. */
    static final Section KEYS = Section.of(
            Version.KEY,
            Key.of("metadata", Plain.ANY, "Whatever you like to keep here; without effect."),
            Key.of("tool", tool(), "A tool. A file holds exactly one of tool, resource and prompt."),
            Key.of("resource", resource(), "A resource."),
            Key.of("prompt", prompt(), "A prompt."));

    /** Made with its first use: it names {@link #TYPE}, which must be there by then. */
    private static final class OfType {
        static final Section KEYS = new Section(typeKeys());
    }

    private EndpointFile() {}

    /** JSON Schema of an endpoint file. */
    public static String schema() {
        return JsonSchema.of("MXCP: a tool, a resource or a prompt", KEYS);
    }

    private static Section tool() {
        List<Key> keys = new ArrayList<>(List.of(NAME));
        keys.addAll(ofSql());
        return new Section(keys);
    }

    private static Section resource() {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.of(
                        "uri",
                        Plain.TEXT,
                        "The address, as in users://{username}/profile; parts in braces are parameters.")
                .mandatory());
        keys.add(Key.of("mime_type", Plain.TEXT, "The type of its content.").or("application/json"));
        keys.addAll(ofSql());
        return new Section(keys);
    }

    private static List<Key> ofSql() {
        List<Key> keys = new ArrayList<>(ofAll());
        keys.add(Key.of("annotations", annotations(), "What clients are told of its effects."));
        keys.add(Key.of("return", named(false), "The type of the result; without it all rows."));
        keys.add(
                Key.of("language", new Value.Choice(List.of("sql", "python")), "python is not offered, with a warning.")
                        .or("sql"));
        keys.add(Key.of("source", source(), "The SQL: exactly one of code and file."));
        return keys;
    }

    private static Section prompt() {
        List<Key> keys = new ArrayList<>(List.of(NAME));
        keys.addAll(ofAll());
        keys.add(Key.of("messages", new ListOf(message()), "What the conversation begins with.")
                .mandatory());
        return new Section(keys);
    }

    private static List<Key> ofAll() {
        return List.of(
                Key.of("description", Plain.TEXT, "What people and models read when they choose."),
                Key.of("tags", Plain.TEXTS, "Words to sort by."),
                Key.of("enabled", Plain.FLAG, "Whether it is offered.").or("true"),
                Key.of("parameters", new ListOf(named(true)), "What it takes; $name in SQL."),
                Key.of("policies", policies(), "Not enforced yet: with any of them the endpoint is not served."),
                Key.of("tests", new ListOf(test()), "Not run when it is served."));
    }

    private static Section annotations() {
        return Section.of(
                Key.of("title", Plain.TEXT, "A name for people."),
                Key.of("readOnlyHint", Plain.FLAG, "false lets a tool change data."),
                Key.of("destructiveHint", Plain.FLAG, "Whether it may destroy something."),
                Key.of("idempotentHint", Plain.FLAG, "Whether a second call changes nothing more."),
                Key.of("openWorldHint", Plain.FLAG, "Whether it reaches beyond the database."));
    }

    private static Section source() {
        return Section.of(
                Key.of("code", Plain.TEXT, "The SQL itself."),
                Key.of("file", new Value.Text("path"), "A file with the SQL, from this one; inside the project."));
    }

    private static Section message() {
        return Section.of(
                Key.of("prompt", Plain.TEXT, "The text, a Jinja2 template.").mandatory(),
                Key.of("role", new Value.Choice(List.of("user", "assistant")), "Who says it.")
                        .or("user"),
                Key.of("type", new Value.Choice(List.of("text")), "What it is.").or("text"));
    }

    /** A type with a name, which only a parameter needs. */
    private static Section named(boolean required) {
        Key name = Key.of("name", Plain.TEXT, "Letters, digits and underscores.");
        List<Key> keys = new ArrayList<>(List.of(required ? name.mandatory() : name));
        keys.addAll(typeKeys());
        return new Section(keys);
    }

    private static List<Key> typeKeys() {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::wireName).toList();
        return List.of(
                Key.of("type", new Value.Choice(kinds), "What kind of value.").mandatory(),
                Key.of("description", Plain.TEXT, "What people and models read about it."),
                Key.of("default", Plain.ANY, "What holds without a value; makes a parameter optional."),
                Key.of("enum", Plain.ANY, "The values that there are."),
                Key.of("examples", Plain.ANY, "Some values."),
                Key.of("sensitive", Plain.FLAG, "Whether policies treat it as such.")
                        .or("false"),
                Key.of(
                        "format",
                        new Value.Choice(Constraints.FORMATS),
                        "Of a text; dates and times become those of SQL."),
                Key.of("pattern", Plain.TEXT, "A regular expression that a text matches somewhere."),
                Key.of("minLength", COUNT, "Of a text, in characters."),
                Key.of("maxLength", COUNT, "Of a text, in characters."),
                Key.of("minimum", Plain.NUMBER, "The least number."),
                Key.of("maximum", Plain.NUMBER, "The greatest number."),
                Key.of("exclusiveMinimum", Plain.NUMBER, "Numbers are greater."),
                Key.of("exclusiveMaximum", Plain.NUMBER, "Numbers are less."),
                Key.of("multipleOf", Plain.NUMBER, "Numbers are multiples of it."),
                Key.of("items", TYPE, "The type of a list's elements."),
                Key.of("minItems", COUNT, "Of a list."),
                Key.of("maxItems", COUNT, "Of a list."),
                Key.of("uniqueItems", Plain.FLAG, "Whether no element comes twice.")
                        .or("false"),
                Key.of("properties", new MapOf("name", TYPE), "The members of an object."),
                Key.of("required", Plain.TEXTS, "The members that must be there."),
                Key.of("additionalProperties", Plain.FLAG, "Whether there may be others.")
                        .or("true"));
    }

    private static Section policies() {
        return Section.of(
                Key.of("input", new ListOf(policy(PoliciesReader.INPUT_ACTIONS)), "Looked at before."),
                Key.of("output", new ListOf(policy(PoliciesReader.OUTPUT_ACTIONS)), "Looked at afterwards."));
    }

    private static Section policy(List<String> actions) {
        return Section.of(
                Key.of("condition", Plain.TEXT, "When it holds, an expression in CEL.")
                        .mandatory(),
                Key.of("action", new Value.Choice(actions), "What happens then.")
                        .mandatory(),
                Key.of("fields", Plain.TEXTS, "Of which members of the result."),
                Key.of("reason", Plain.TEXT, "What the caller is told."));
    }

    private static Section test() {
        Section argument = Section.of(
                Key.of("key", Plain.TEXT, "A parameter.").mandatory(), Key.of("value", Plain.ANY, "Its value."));
        List<Key> keys = new ArrayList<>(List.of(
                Key.of("name", Plain.TEXT, "What it shows.").mandatory(),
                Key.of("description", Plain.TEXT, "More of it."),
                Key.of("arguments", new ListOf(argument), "What the endpoint is given."),
                Key.of("user_context", Plain.ANY, "Who asks."),
                Key.of("result_length", COUNT, "How many elements the result has."),
                Key.of("denied", Plain.TEXT, "The reason of the policy that must refuse it.")));
        TestsReader.RESULTS.stream()
                .filter(name -> keys.stream().noneMatch(key -> key.name().equals(name)))
                .forEach(name -> keys.add(Key.of(name, Plain.ANY, "What the result must be, hold or lack.")));
        return new Section(keys);
    }
}
