package io.mxcp.domain.endpoint;

import java.util.Map;

/**
 * The text of a message with places for arguments, parsed and checked.
 *
 * <p>Immutable; safe for use by many threads. An argument is a value and never a part of the template: what looks like a template
 * within it stays as it is. A template reaches nothing but the arguments: no file, no other template, no method.
 */
public interface PromptTemplate {
    /**
     * The text with these arguments.
     *
     * @param arguments by name: String, Boolean, Long, BigInteger, BigDecimal, Double, List, or Map with String keys; a name that is not
     *     there, or is {@code SqlNull}, counts as undefined
     * @throws PromptException if it cannot be rendered, or becomes longer than 1 MB; the message may be shown to the caller
     */
    String render(Map<String, Object> arguments) throws PromptException;
}
