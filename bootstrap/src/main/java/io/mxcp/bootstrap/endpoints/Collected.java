package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.endpoints.FilesRead.InFile;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What was found so far, each name once: a second endpoint of one name is told with the file of the first. */
final class Collected {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]*}");

    private final Kind<Tool> tools = new Kind<>("tool", name -> name);
    /** Two templates that differ in the names of their parameters only are the same addresses. */
    private final Kind<Resource> resources =
            new Kind<>("resource", uri -> PARAMETER.matcher(uri).replaceAll("{}"));

    private final Kind<Prompt> prompts = new Kind<>("prompt", name -> name);

    /** Names of tools that are taken. */
    Collected(List<String> builtIn) {
        builtIn.forEach(name -> tools.fileByName.put(name, "the built-in SQL tools"));
    }

    void tool(Found<Tool> tool, String file) {
        tools.add(tool, file);
    }

    void resource(Found<Resource> resource, String file) {
        resources.add(resource, file);
    }

    void prompt(Found<Prompt> prompt, String file) {
        prompts.add(prompt, file);
    }

    FilesRead all() {
        return new FilesRead(tools.served, resources.served, prompts.served);
    }

    private record Kind<T>(
            String what, UnaryOperator<String> key, Map<String, String> fileByName, List<InFile<T>> served) {
        Kind(String what, UnaryOperator<String> key) {
            this(what, key, new TreeMap<>(), new ArrayList<>());
        }

        void add(Found<T> found, String file) {
            Name name = found.name();
            String first = fileByName.putIfAbsent(key.apply(name.value()), file);
            if (first != null) {
                name.place().error("there is another " + what + " '" + name.value() + "' in " + first);
            }
            found.served().ifPresent(endpoint -> served.add(new InFile<>(endpoint, file)));
        }
    }
}
