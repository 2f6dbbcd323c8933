package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.util.ObjectIterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code for} with its {@code else}, which the library would repeat at each turn, and over the characters of a text, which it would take
 * for one element.
 */
final class LoopTag extends ForTag {
    @Override
    public String renderForCollection(
            TagNode loop, JinjavaInterpreter interpreter, List<String> names, @Nullable Object given) {
        boolean several = given == null || given instanceof Iterable || given instanceof Map;
        Object collection = several ? given : PythonValues.elements(given);
        int otherwise = otherwise(loop.getChildren());
        if (otherwise < 0) {
            return super.renderForCollection(loop, interpreter, names, collection);
        }
        List<Node> children = loop.getChildren();
        if (ObjectIterator.getLoop(collection).hasNext()) {
            TagNode body = with(loop, children.subList(0, otherwise));
            return super.renderForCollection(body, interpreter, names, collection);
        }
        StringBuilder text = new StringBuilder();
        children.subList(otherwise + 1, children.size())
                .forEach(child -> text.append(child.render(interpreter).getValue()));
        return text.toString();
    }

    private static int otherwise(List<Node> children) {
        int index = 0;
        for (Node child : children) {
            if (child instanceof TagNode tag && tag.getName().equals("else")) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private static TagNode with(TagNode loop, List<Node> children) {
        TagNode copy = new TagNode(loop.getTag(), (TagToken) loop.getMaster(), loop.getSymbols());
        copy.setParent(loop.getParent());
        copy.getChildren().addAll(children);
        return copy;
    }
}
