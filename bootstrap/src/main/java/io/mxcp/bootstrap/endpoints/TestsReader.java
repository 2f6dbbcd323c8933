package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.util.List;

/** Looks over {@code tests}: serving does not run them, but a misspelt key in one is told. */
final class TestsReader {
    static final List<String> RESULTS = List.of(
            "result",
            "result_contains",
            "result_not_contains",
            "result_contains_item",
            "result_contains_all",
            "result_length",
            "result_contains_text",
            "denied");

    private TestsReader() {}

    /** Tells what is wrong with the tests of an endpoint. */
    static void check(YamlMap endpoint) {
        endpoint.list("tests").forEach(node -> node.map().ifPresent(TestsReader::checkTest));
    }

    private static void checkTest(YamlMap test) {
        test.requiredText("name");
        test.text("description");
        test.list("arguments").forEach(node -> node.map().ifPresent(TestsReader::checkArgument));
        test.get("user_context").ifPresent(YamlNode::map);
        test.get("result_length").ifPresent(node -> node.wholeNumber(0, Integer.MAX_VALUE));
        test.text("denied");
        test.accept(RESULTS);
        test.refuseOthers();
    }

    private static void checkArgument(YamlMap argument) {
        argument.requiredText("key");
        argument.accept("value");
        argument.refuseOthers();
    }
}
