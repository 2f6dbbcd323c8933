package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.bootstrap.endpoints.jinja.JinjaTemplate;
import io.mxcp.bootstrap.endpoints.jinja.TemplateException;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Prompt.Message;
import io.mxcp.domain.endpoint.Prompt.Role;
import io.mxcp.domain.endpoint.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code prompt}. A template is read only if the prompt is served: the library behind it takes time to load. */
final class PromptReader {
    private final YamlFile file;

    PromptReader(YamlFile file) {
        this.file = file;
    }

    /** Absent if it has no name, and then that is told. */
    Optional<Found<Prompt>> read(YamlMap map) {
        int mistakesBefore = file.problems().errors().size();
        Optional<Name> name = Name.read(map, "name");
        Optional<String> description = map.text("description");
        List<String> tags = map.texts("tags");
        List<Parameter> parameters = Described.parameters(map);
        boolean served = Availability.ofPrompt(map);
        List<Message> messages = messages(map, parameters, served);
        TestsReader.check(map);
        map.refuseOthers();
        boolean sound = served && file.problems().errors().size() == mistakesBefore;
        return name.map(known -> new Found<>(
                known,
                Optional.of(known.place())
                        .filter(place -> sound)
                        .flatMap(place ->
                                place.parsed(text -> new Prompt(text, description, tags, parameters, messages)))));
    }

    private static List<Message> messages(YamlMap map, List<Parameter> parameters, boolean served) {
        if (!map.has("messages")) {
            map.node().error("messages is missing");
        }
        List<Message> messages = new ArrayList<>();
        map.list("messages")
                .forEach(node -> node.map()
                        .flatMap(message -> message(message, parameters, served))
                        .ifPresent(messages::add));
        map.get("messages")
                .filter(YamlNode::isList)
                .filter(node -> node.list().isEmpty())
                .ifPresent(node -> node.error("needs at least one message"));
        return messages;
    }

    private static Optional<Message> message(YamlMap map, List<Parameter> parameters, boolean served) {
        if (!map.has("prompt")) {
            map.node().error("prompt is missing");
        }
        Optional<PromptTemplate> template = map.get("prompt")
                .flatMap(node -> node.text().filter(text -> served).flatMap(text -> template(text, parameters, node)));
        Role role =
                map.get("role").flatMap(node -> node.parsed(PromptReader::role)).orElse(Role.USER);
        map.get("type").ifPresent(node -> node.parsed(PromptReader::type));
        map.refuseOthers();
        return template.map(known -> new Message(role, known));
    }

    private static Optional<PromptTemplate> template(String text, List<Parameter> parameters, YamlNode place) {
        try {
            JinjaTemplate template = JinjaTemplate.parse(text);
            warnOfUndeclared(template, parameters, place);
            return Optional.of(template);
        } catch (TemplateException e) {
            e.mistakes()
                    .forEach(mistake ->
                            place.error("line " + mistake.line() + " of the template: " + mistake.message()));
            return Optional.empty();
        }
    }

    /** A warning only: a template may ask whether there is such a variable, and goes on without. */
    private static void warnOfUndeclared(JinjaTemplate template, List<Parameter> parameters, YamlNode place) {
        List<String> declared = parameters.stream().map(Parameter::name).toList();
        template.needed().forEach((name, line) -> {
            if (!declared.contains(name)) {
                place.warning("line " + line + " of the template uses " + name + ", which no parameter declares"
                        + Nearest.hint(name, declared));
            }
        });
    }

    private static Role role(String text) {
        return switch (text) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default ->
                throw new IllegalArgumentException(
                        "unknown role; known: user, assistant" + Nearest.hint(text, List.of("user", "assistant")));
        };
    }

    private static String type(String text) {
        if (!text.equals("text")) {
            throw new IllegalArgumentException("unknown type of message; known: text");
        }
        return text;
    }
}
