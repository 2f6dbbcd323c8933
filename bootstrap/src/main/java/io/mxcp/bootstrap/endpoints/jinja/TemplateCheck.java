package io.mxcp.bootstrap.endpoints.jinja;

import static java.util.stream.Collectors.toSet;

import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.tree.parse.TokenScanner;
import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.endpoints.jinja.TemplateException.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jinjava.de.odysseus.el.tree.FunctionNode;
import jinjava.de.odysseus.el.tree.IdentifierNode;
import jinjava.de.odysseus.el.tree.Tree;
import jinjava.de.odysseus.el.tree.TreeBuilderException;
import jinjava.de.odysseus.el.tree.impl.Builder;

/** Finds at start what the library would only meet while rendering, or not at all. */
final class TemplateCheck {
    private static final Pattern MACRO = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern ARGUMENT = Pattern.compile("[(,]\\s*([A-Za-z_]\\w*)\\s*=(?!=)");
    private static final Pattern TEXT =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("([^=]*)=(?!=)(.*)", Pattern.DOTALL);
    private static final Pattern LOOP = Pattern.compile("(.+?)\\sin\\s+(.+)", Pattern.DOTALL);
    private static final Pattern CONDITION = Pattern.compile("\\bif\\b");
    private static final Pattern ALTERNATIVE = Pattern.compile("\\belse\\b");
    private static final Pattern RECURSIVE = Pattern.compile("\\brecursive\\s*$");

    private final String template;
    private final BoundedInterpreter interpreter;
    private final Set<String> functions = new TreeSet<>(Engine.FUNCTIONS);
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Variables variables = new Variables();

    TemplateCheck(String template, BoundedInterpreter interpreter) {
        this.template = template;
        this.interpreter = interpreter;
    }

    /** All mistakes of a template that this interpreter has just read. */
    List<Mistake> mistakes(Node root) {
        checkTags();
        interpreter.getErrorsCopy().stream()
                .filter(error -> error.getReason() != ErrorReason.DISABLED)
                .filter(error -> !error.getMessage().contains("Unknown tag"))
                .forEach(error -> tell(error.getLineno(), error.getMessage()));
        collectMacros(root);
        check(root);
        return mistakes.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Mistake::line))
                .toList();
    }

    /** The variables of the template, once its mistakes were looked for. */
    Variables variables() {
        return variables;
    }

    private void tell(int line, String message) {
        mistakes.add(new Mistake(Math.max(1, line), message));
    }

    private void checkTags() {
        new TokenScanner(template, interpreter.getConfig()).forEachRemaining(token -> {
            if (token instanceof TagToken tag && !isTag(tag.getTagName())) {
                tellUnknown(tag.getLineNumber(), "tag", tag.getTagName(), Engine.TAGS);
            }
        });
    }

    private static boolean isTag(String name) {
        return Engine.TAGS.contains(name) || (name.startsWith("end") && Engine.TAGS.contains(name.substring(3)));
    }

    private void tellUnknown(int line, String what, String name, Set<String> known) {
        tell(line, "there is no " + what + " '" + name + "' in prompts" + Nearest.hint(name, known));
    }

    private void collectMacros(Node node) {
        if (node instanceof TagNode tag && tag.getName().equals("macro")) {
            Matcher macro = MACRO.matcher(tag.getHelpers());
            if (macro.matches()) {
                functions.add(macro.group(1));
                variables.make(macro.group(2));
            } else {
                tell(tag.getLineNumber(), "a macro needs a name and parentheses");
            }
        }
        node.getChildren().forEach(this::collectMacros);
    }

    private void check(Node node) {
        if (node instanceof ExpressionNode) {
            checkExpression(node.getLineNumber(), ((ExpressionToken) node.getMaster()).getExpr());
        } else if (node instanceof TagNode tag) {
            checkTag(tag);
        }
        node.getChildren().forEach(this::check);
    }

    private void checkTag(TagNode tag) {
        int line = tag.getLineNumber();
        String helpers = tag.getHelpers();
        switch (tag.getName()) {
            case "if", "elif" -> checkExpression(line, helpers);
            case "for" -> checkLoop(line, helpers);
            case "set" -> checkAssignment(line, helpers);
            default -> {}
        }
    }

    private void checkLoop(int line, String helpers) {
        Matcher loop = LOOP.matcher(helpers.strip());
        if (!loop.matches()) {
            tell(line, "for needs 'name in values'");
            return;
        }
        String bare = TEXT.matcher(loop.group(2)).replaceAll("''");
        if (CONDITION.matcher(bare).find() && !ALTERNATIVE.matcher(bare).find()) {
            tell(line, "'for … if' is not available in prompts: put an if into the loop");
        } else if (RECURSIVE.matcher(bare).find()) {
            tell(line, "'for … recursive' is not available in prompts");
        } else {
            checkExpression(line, loop.group(2));
            variables.make(loop.group(1));
        }
    }

    private void checkAssignment(int line, String helpers) {
        Matcher assignment = ASSIGNMENT.matcher(helpers);
        variables.make(assignment.matches() ? assignment.group(1) : helpers);
        if (assignment.matches()) {
            checkExpression(line, assignment.group(2).isBlank() ? "" : "[" + assignment.group(2) + "]");
        }
    }

    private void checkExpression(int line, String expression) {
        if (expression.isBlank()) {
            tell(line, "an expression is missing");
            return;
        }
        try {
            Builder builder = new ExtendedSyntaxBuilder(Builder.Feature.METHOD_INVOCATIONS, Builder.Feature.VARARGS);
            Tree tree = builder.build("#{" + expression.strip() + "}");
            checkNames(line, tree);
            noteVariables(line, tree, TEXT.matcher(expression).replaceAll("''"));
        } catch (TreeBuilderException e) {
            tell(line, "'" + expression.strip() + "' is no expression: " + e.getEncountered() + " is not expected");
        }
    }

    private void checkNames(int line, Tree tree) {
        for (IdentifierNode identifier : tree.getIdentifierNodes()) {
            String name = identifier.getName();
            checkName(line, name, ExtendedParser.FILTER_PREFIX, "filter", Engine.FILTERS);
            checkName(line, name, ExtendedParser.EXPTEST_PREFIX, "test", Engine.TESTS);
        }
        for (FunctionNode function : tree.getFunctionNodes()) {
            checkName(line, function.getName(), "", "function", functions);
        }
    }

    /** The tree has the names of filters, tests and arguments among its identifiers, and one for the interpreter. */
    private void noteVariables(int line, Tree tree, String expression) {
        Set<String> arguments = ARGUMENT.matcher(expression)
                .results()
                .map(result -> result.group(1))
                .collect(toSet());
        for (IdentifierNode identifier : tree.getIdentifierNodes()) {
            String name = identifier.getName();
            if (NAME.matcher(name).matches() && !name.equals(ExtendedParser.INTERPRETER) && !arguments.contains(name)) {
                variables.use(name, line);
            }
        }
    }

    private void checkName(int line, String name, String prefix, String what, Set<String> known) {
        if (name.startsWith(prefix) && !known.contains(name.substring(prefix.length()))) {
            tellUnknown(line, what, name.substring(prefix.length()), known);
        }
    }
}
