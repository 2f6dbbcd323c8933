package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The section of the provider in use, read by what its factory says of its keys.
 *
 * @param gateway absent if something is wrong with the section
 * @param callbackPath as configured, else {@code /<provider>/callback}
 */
record ProviderSection(Optional<ProviderGateway> gateway, ProviderSettings settings, String callbackPath) {
    private static final String CALLBACK_PATH = "callback_path";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Set<String> OURS =
            Set.of("mcp", "authorize", "consent", "token", "revoke", "register", ".well-known", "health", "ready");

    /**
     * Reads the section.
     *
     * @param section absent or empty sections lack all that is required
     * @param place where to tell what is missing if there is no section
     */
    static ProviderSection read(
            ProviderFactory factory, Optional<YamlMap> section, YamlNode place, InstantSource clock) {
        YamlNode itself = section.map(YamlMap::node).orElse(place);
        Map<String, Secret> values = new HashMap<>();
        List<String> missing = new ArrayList<>();
        boolean sound = true;
        for (ProviderSetting setting : factory.settings()) {
            Optional<YamlNode> given = section.flatMap(map -> map.get(setting.name()));
            Optional<Secret> value = given.isPresent() ? given.flatMap(ProviderSection::value) : usual(setting);
            value.ifPresent(known -> values.put(setting.name(), known));
            if (value.isEmpty() && given.isEmpty() && setting.required()) {
                missing.add(setting.name());
            }
            sound &= value.isPresent() || given.isEmpty();
        }
        tellMissing(factory, missing, itself);
        String callbackPath = callbackPath(factory, section);
        section.ifPresent(YamlMap::refuseOthers);
        ProviderSettings settings = new ProviderSettings(values);
        Optional<ProviderGateway> gateway =
                sound && missing.isEmpty() ? create(factory, settings, clock, itself) : Optional.empty();
        return new ProviderSection(gateway, settings, callbackPath);
    }

    private static Optional<Secret> usual(ProviderSetting setting) {
        return setting.defaultValue().filter(text -> !text.isEmpty()).map(Secret::of);
    }

    private static String callbackPath(ProviderFactory factory, Optional<YamlMap> section) {
        return section.flatMap(map -> map.get(CALLBACK_PATH))
                .flatMap(node -> node.parsed(ProviderSection::callbackPath))
                .orElse("/" + factory.type() + "/callback");
    }

    /** A list of texts is as good as the texts with a space between. */
    private static Optional<Secret> value(YamlNode node) {
        if (!node.isList()) {
            return node.secret();
        }
        List<String> texts = new ArrayList<>();
        node.list().forEach(element -> element.text().ifPresent(texts::add));
        return Optional.of(String.join(" ", texts))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }

    private static void tellMissing(ProviderFactory factory, List<String> missing, YamlNode place) {
        if (!missing.isEmpty()) {
            place.error(Providers.displayName(factory.type().value()) + " OAuth configuration is incomplete: "
                    + enumerate(missing) + (missing.size() == 1 ? " is" : " are") + " missing");
        }
    }

    private static String enumerate(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static Optional<ProviderGateway> create(
            ProviderFactory factory, ProviderSettings settings, InstantSource clock, YamlNode place) {
        try {
            return Optional.of(factory.create(settings, clock));
        } catch (IllegalArgumentException e) {
            place.error(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String callbackPath(String text) {
        if (!PATH.matcher(text).matches() || text.contains("/.")) {
            throw new IllegalArgumentException("must be a path such as /github/callback");
        }
        if (OURS.contains(text.split("/", -1)[1])) {
            throw new IllegalArgumentException("this path is taken by the server itself");
        }
        return text;
    }
}
