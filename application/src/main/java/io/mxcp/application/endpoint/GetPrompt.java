package io.mxcp.application.endpoint;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.PromptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renders the messages of a prompt with somebody's arguments. */
public final class GetPrompt {
    private final Watched watched;

    GetPrompt(Watched watched) {
        this.watched = watched;
    }

    /** A message with the arguments in their places. */
    public record Message(Prompt.Role role, String text) {}

    /**
     * All messages, in order, with arguments that were checked against the prompt's parameters; told to the audit log.
     *
     * @throws EndpointException if an argument is missing, or a message cannot be rendered
     */
    public List<Message> get(Prompt prompt, Map<String, Object> arguments, Requester requester)
            throws EndpointException {
        Watched.Use use = new Watched.Use(AuditEvent.PromptGiven::new, requester.caller(), prompt.name());
        return watched.run(use, () -> rendered(prompt, Arguments.complete(prompt.parameters(), arguments)));
    }

    private static List<Message> rendered(Prompt prompt, Map<String, Object> arguments) throws PromptException {
        List<Message> messages = new ArrayList<>();
        for (Prompt.Message message : prompt.messages()) {
            messages.add(new Message(message.role(), message.text().render(arguments)));
        }
        return messages;
    }
}
