package io.mxcp.bootstrap.endpoints.jinja;

import java.util.List;

/** A text that is no template that this server renders. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    TemplateException(List<Mistake> mistakes) {
        super(mistakes.toString());
        this.mistakes = List.copyOf(mistakes);
    }

    /** All that is wrong, at least one, in the order of their lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /**
     * One mistake.
     *
     * @param line of the template, from 1
     */
    public record Mistake(int line, String message) {}
}
