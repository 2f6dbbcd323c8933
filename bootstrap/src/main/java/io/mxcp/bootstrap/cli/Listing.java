package io.mxcp.bootstrap.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.bootstrap.endpoints.FilesRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code list} shows: the endpoints of a project, then the built-in tools. */
record Listing(List<Item> items) {
    /**
     * One endpoint.
     *
     * @param type {@code tool}, {@code resource} or {@code prompt}
     * @param name a resource's address
     * @param file absent for what is built in
     */
    record Item(String type, String name, Optional<String> description, Optional<String> file) {}

    static Listing of(FilesRead files, List<String> builtIn) {
        List<Item> items = new ArrayList<>();
        files.tools()
                .forEach(tool -> items.add(
                        item("tool", tool.endpoint().name(), tool.endpoint().description(), tool.file())));
        files.resources()
                .forEach(resource -> items.add(item(
                        "resource",
                        resource.endpoint().uri().toString(),
                        resource.endpoint().description(),
                        resource.file())));
        files.prompts()
                .forEach(prompt -> items.add(item(
                        "prompt", prompt.endpoint().name(), prompt.endpoint().description(), prompt.file())));
        builtIn.forEach(name -> items.add(new Item("tool", name, Optional.empty(), Optional.empty())));
        return new Listing(items);
    }

    private static Item item(String type, String name, Optional<String> description, String file) {
        return new Item(type, name, description, Optional.of(file));
    }

    /** One line an endpoint, for people. */
    Stream<String> lines() {
        return items.stream()
                .map(item ->
                        item.type() + " " + item.name() + "  " + item.file().orElse("(built in)"));
    }

    /** The same for programs. */
    JsonArray json() {
        JsonArray array = new JsonArray();
        for (Item item : items) {
            JsonObject object = new JsonObject();
            object.addProperty("type", item.type());
            object.addProperty(item.type().equals("resource") ? "uri" : "name", item.name());
            item.file().ifPresent(file -> object.addProperty("file", file));
            item.description().ifPresent(text -> object.addProperty("description", text));
            array.add(object);
        }
        return array;
    }
}
