package io.mxcp.bootstrap.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/** {@code providers}: which sign-in providers are on the class path, and what their sections may say. */
final class ProvidersCommand {
    private final List<ProviderFactory> factories;
    private final PrintWriter out;

    ProvidersCommand(List<ProviderFactory> factories, PrintWriter out) {
        this.factories = factories.stream()
                .sorted(Comparator.comparing(factory -> factory.type().value()))
                .toList();
        this.out = out;
    }

    int run(boolean json) {
        if (json) {
            JsonArray array = new JsonArray();
            factories.forEach(factory -> array.add(json(factory)));
            out.println(Report.text(array));
        } else {
            factories.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private void print(ProviderFactory factory) {
        out.println(factory.type() + "  (" + factory.displayName() + ")");
        for (ProviderSetting setting : factory.settings()) {
            out.println(String.format("  %-18s %s%s", setting.name(), setting.help(), remarks(setting)));
        }
    }

    private static String remarks(ProviderSetting setting) {
        String usual = setting.defaultValue()
                .filter(text -> !text.isEmpty())
                .map(text -> " [default: " + text + "]")
                .orElse("");
        return (setting.required() ? " [required]" : usual) + (setting.secret() ? " [secret]" : "");
    }

    private static JsonObject json(ProviderFactory factory) {
        JsonObject object = new JsonObject();
        object.addProperty("type", factory.type().value());
        object.addProperty("name", factory.displayName());
        JsonArray settings = new JsonArray();
        factory.settings().forEach(setting -> settings.add(json(setting)));
        object.add("settings", settings);
        return object;
    }

    private static JsonObject json(ProviderSetting setting) {
        JsonObject object = new JsonObject();
        object.addProperty("name", setting.name());
        object.addProperty("required", setting.required());
        object.addProperty("secret", setting.secret());
        setting.defaultValue().ifPresent(text -> object.addProperty("default", text));
        object.addProperty("help", setting.help());
        return object;
    }
}
