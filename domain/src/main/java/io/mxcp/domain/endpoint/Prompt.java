package io.mxcp.domain.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A prompt: messages with a name and parameters, for a person to start a conversation with.
 *
 * @param name letter or underscore first
 * @param messages in order, at least one
 */
public record Prompt(
        String name,
        Optional<String> description,
        List<String> tags,
        List<Parameter> parameters,
        List<Message> messages) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the name is none, two parameters share one, or there is no message
     */
    public Prompt {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a prompt name: a letter or underscore first, then letters, digits, _ and -");
        }
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        messages = List.copyOf(messages);
        if (parameters.stream().map(Parameter::name).distinct().count() != parameters.size()) {
            throw new IllegalArgumentException("two parameters of one name");
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a prompt needs a message");
        }
    }

    /** One message. */
    public record Message(Role role, PromptTemplate text) {}

    /** Who says it. */
    public enum Role {
        /** The person. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
