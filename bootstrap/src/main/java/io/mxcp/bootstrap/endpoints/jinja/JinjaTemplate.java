package io.mxcp.bootstrap.endpoints.jinja;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hubspot.jinjava.interpret.AutoCloseableSupplier.AutoCloseableImpl;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.tree.Node;
import io.mxcp.bootstrap.endpoints.jinja.TemplateException.Mistake;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.endpoint.PromptTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template in Jinja2. The tree is read once and not changed afterwards; each rendering has an interpreter of its own. */
public final class JinjaTemplate implements PromptTemplate {
    /** The longest text, in bytes of UTF-8. */
    static final int MAX_BYTES = 1 << 20;

    private static final String TOO_LONG = "the prompt becomes longer than 1 MB with these arguments";

    private final Node root;
    private final Map<String, Integer> needed;

    private JinjaTemplate(Node root, Map<String, Integer> needed) {
        this.root = root;
        this.needed = needed;
    }

    /**
     * Reads a template. As Python does, it takes a line's end for {@code \n}, and one at the very end off.
     *
     * @throws TemplateException if it is wrong, or uses what prompts have not
     */
    public static JinjaTemplate parse(String text) throws TemplateException {
        String lines = text.replace("\r\n", "\n");
        String template = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
        BoundedInterpreter interpreter = Engine.interpreter(Map.of());
        try (AutoCloseableImpl<JinjavaInterpreter> current = current(interpreter)) {
            Node root = current.value().parse(template);
            TemplateCheck check = new TemplateCheck(template, interpreter);
            List<Mistake> mistakes = check.mistakes(root);
            if (!mistakes.isEmpty()) {
                throw new TemplateException(mistakes);
            }
            return new JinjaTemplate(root, check.variables().needed());
        } catch (InterpretException e) {
            throw new TemplateException(List.of(new Mistake(Math.max(1, e.getLineNumber()), "syntax error")));
        }
    }

    /** The variables that the template uses and does not make, each with the first line that uses it. Not given, they are empty. */
    public Map<String, Integer> needed() {
        return needed;
    }

    @Override
    public String render(Map<String, Object> arguments) throws PromptException {
        BoundedInterpreter interpreter = Engine.interpreter(Arguments.of(arguments));
        try (AutoCloseableImpl<JinjavaInterpreter> current = current(interpreter)) {
            String text = current.value().render(root);
            Optional<TemplateError> fault = fault(interpreter);
            if (fault.isPresent() || interpreter.budget().isExhausted()) {
                throw new PromptException(explanation(interpreter, fault));
            }
            return bounded(text);
        } catch (OutputTooBigException e) {
            throw new PromptException(TOO_LONG);
        } catch (RuntimeException e) { // the library has many, and declares none
            throw new PromptException(explanation(interpreter, fault(interpreter)));
        }
    }

    /** The library looks for the interpreter of the thread. */
    private static AutoCloseableImpl<JinjavaInterpreter> current(JinjavaInterpreter interpreter) {
        return JinjavaInterpreter.closeablePushCurrent(interpreter).get();
    }

    private static Optional<TemplateError> fault(BoundedInterpreter interpreter) {
        return interpreter.getErrorsCopy().stream()
                .filter(error -> error.getSeverity() == ErrorType.FATAL)
                .findFirst();
    }

    /** What the library says names Java classes and quotes arguments: the caller gets the line only. */
    private static String explanation(BoundedInterpreter interpreter, Optional<TemplateError> fault) {
        if (interpreter.budget().isExhausted()) {
            return "the prompt takes too many steps with these arguments";
        }
        if (fault.filter(error -> error.getReason() == ErrorReason.OUTPUT_TOO_BIG)
                .isPresent()) {
            return TOO_LONG;
        }
        if (fault.filter(error -> error.getReason() == ErrorReason.COLLECTION_TOO_BIG)
                .isPresent()) {
            return "a list in the prompt becomes too long with these arguments";
        }
        int line =
                fault.map(TemplateError::getLineno).filter(known -> known > 0).orElse(interpreter.getLineNumber());
        return "line " + Math.max(1, line) + " of the prompt's template does not work with these arguments";
    }

    private static String bounded(String text) throws PromptException {
        if (text.length() > MAX_BYTES || text.getBytes(UTF_8).length > MAX_BYTES) {
            throw new PromptException(TOO_LONG);
        }
        return text;
    }
}
