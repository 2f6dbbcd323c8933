package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.el.ext.CollectionMembershipOperator;
import com.hubspot.jinjava.el.ext.CollectionNonMembershipOperator;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.IsInExpTest;
import java.io.Serial;
import java.util.Map;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.misc.TypeConverter;
import jinjava.de.odysseus.el.tree.TreeStore;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Cache;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@code in}, {@code not in} and {@code is in}: the library's, but for a text in a text, which {@link TextSearch} finds. The library
 * has no place for another operator but a parser of one's own.
 */
final class Within extends AstBinary.SimpleOperator {
    private final boolean negated;

    private Within(boolean negated) {
        this.negated = negated;
    }

    @Override
    protected Boolean apply(TypeConverter converter, @Nullable Object part, @Nullable Object whole) {
        return isIn(converter, part, whole) != negated;
    }

    private static boolean isIn(TypeConverter converter, @Nullable Object part, @Nullable Object whole) {
        return PythonValues.isText(whole)
                ? TextSearch.isIn(PythonText.of(whole), PythonText.of(part))
                : (Boolean) CollectionMembershipOperator.OP.apply(converter, part, whole);
    }

    @Override
    public String toString() {
        return negated ? "not in" : "in";
    }

    /** Parses the operators as ours. */
    private static Parser.ExtensionHandler handler(boolean negated) {
        return new Parser.ExtensionHandler(Parser.ExtensionPoint.CMP) {
            @Override
            public AstNode createAstNode(AstNode... operands) {
                return new AstBinary(operands[0], operands[1], new Within(negated));
            }
        };
    }

    /** The test {@code is in}, of texts and maps too. */
    static final class Test extends IsInExpTest {
        private static final TypeConverter CONVERTER = new TruthyTypeConverter();

        @Override
        public boolean evaluate(@Nullable Object part, JinjavaInterpreter interpreter, Object... arguments) {
            boolean more =
                    arguments.length == 1 && (PythonValues.isText(arguments[0]) || arguments[0] instanceof Map<?, ?>);
            return more ? isIn(CONVERTER, part, arguments[0]) : super.evaluate(part, interpreter, arguments);
        }
    }

    /** The library with these operators. */
    static final class Library extends Jinjava {
        private static final int MOST_EXPRESSIONS = 1_000; // parsed, and kept

        private final ExpressionFactory expressions;

        Library(JinjavaConfig config) {
            super(config);
            expressions = new ExpressionFactoryImpl(
                    new TreeStore(new Trees(), new Cache(MOST_EXPRESSIONS)), new TruthyTypeConverter());
        }

        @Override
        public ExpressionFactory getExpressionFactory() {
            return expressions;
        }
    }

    private static final class Trees extends ExtendedSyntaxBuilder {
        @Serial
        private static final long serialVersionUID = 1L;

        Trees() {
            super(Feature.METHOD_INVOCATIONS, Feature.VARARGS); // as the library's own
        }

        @Override
        protected Parser createParser(String expression) {
            return new Operators(this, expression);
        }
    }

    private static final class Operators extends ExtendedParser {
        Operators(Builder context, String expression) {
            super(context, expression);
            putExtensionHandler(CollectionMembershipOperator.TOKEN, handler(false));
            putExtensionHandler(CollectionNonMembershipOperator.TOKEN, handler(true));
        }
    }
}
