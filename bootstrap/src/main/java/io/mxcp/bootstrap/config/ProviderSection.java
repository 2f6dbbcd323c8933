package io.mxcp.bootstrap.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.net.URLEncoder;
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
 * @param settings what it is made from, defaults filled in
 * @param callbackPath as configured, else {@code /<provider>/callback}
 * @param claimMappings which capabilities follow from what the provider says of a person
 */
record ProviderSection(
        Optional<ProviderGateway> gateway,
        String displayName,
        ProviderSettings settings,
        String callbackPath,
        ClaimMappings claimMappings) {
    /** Where people come back to; every provider has it. */
    static final String CALLBACK_PATH = "callback_path";

    /** What follows from claims; every provider has it. */
    static final String CLAIM_MAPPINGS = "claim_mappings";

    private static final String SCOPE = "scope";

    /** Asks for nothing, as apps do that have their rights at the provider: a list without an element, and no secret is empty. */
    private static final Secret NO_SCOPE = Secret.of(" ");

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
            if (isCommon(setting.name())) {
                continue; // read below, for every provider
            }
            Optional<YamlNode> given = section.flatMap(map -> map.get(setting.name()));
            Optional<Secret> value = given.isPresent() ? given.flatMap(node -> value(setting, node)) : usual(setting);
            value.ifPresent(known -> values.put(setting.name(), known));
            if (value.isEmpty() && given.isEmpty() && setting.required()) {
                missing.add(setting.name());
            }
            sound &= value.isPresent() || given.isEmpty();
        }
        tellMissing(factory, missing, itself);
        String callbackPath = callbackPath(factory, section);
        ClaimMappings claimMappings = section.flatMap(map -> map.map(CLAIM_MAPPINGS))
                .map(ClaimMappingsReader::read)
                .orElse(ClaimMappings.NONE);
        section.ifPresent(YamlMap::refuseOthers);
        if (factory.settings().stream().map(ProviderSetting::name).anyMatch(CALLBACK_PATH::equals)) {
            values.put(CALLBACK_PATH, Secret.of(callbackPath));
        }
        ProviderSettings settings = new ProviderSettings(values);
        Optional<ProviderGateway> gateway =
                sound && missing.isEmpty() ? create(factory, settings, clock, itself) : Optional.empty();
        return new ProviderSection(gateway, factory.displayName(), settings, callbackPath, claimMappings);
    }

    private static Optional<Secret> usual(ProviderSetting setting) {
        return setting.defaultValue().filter(text -> !text.isEmpty()).map(Secret::of);
    }

    private static String callbackPath(ProviderFactory factory, Optional<YamlMap> section) {
        return section.flatMap(map -> map.get(CALLBACK_PATH))
                .flatMap(node -> node.parsed(ProviderSection::callbackPath))
                .orElseGet(() -> usualCallbackPath(factory));
    }

    /** Whether this layer reads the key itself, for every provider. */
    static boolean isCommon(String key) {
        return key.equals(CALLBACK_PATH) || key.equals(CLAIM_MAPPINGS);
    }

    /** What a factory declares, if it does, else a path of the provider's name. */
    static String usualCallbackPath(ProviderFactory factory) {
        return factory.settings().stream()
                .filter(setting -> setting.name().equals(CALLBACK_PATH))
                .flatMap(setting -> setting.defaultValue().stream())
                .filter(path -> !path.isEmpty())
                .findFirst()
                .orElse("/" + factory.type() + "/callback");
    }

    /** A list of texts is as good as the texts with a space between, a map of texts as good as a form. */
    private static Optional<Secret> value(ProviderSetting setting, YamlNode node) {
        if (setting.name().equals(SCOPE) && isEmpty(node)) {
            return Optional.of(NO_SCOPE);
        }
        if (node.isScalar()) {
            return node.secret();
        }
        String text = node.isList() ? joined(node) : form(node);
        if (text.isEmpty()) {
            // must be told: without a gateway, and without an error, the server would start open to everybody
            node.error("is empty");
            return Optional.empty();
        }
        return Optional.of(Secret.of(text));
    }

    private static boolean isEmpty(YamlNode node) {
        return node.isScalar()
                ? node.text().filter(String::isEmpty).isPresent()
                : node.isList() && joined(node).isEmpty();
    }

    private static String joined(YamlNode list) {
        List<String> texts = new ArrayList<>();
        list.list().forEach(element -> element.text().ifPresent(texts::add));
        return String.join(" ", texts);
    }

    private static String form(YamlNode node) {
        List<String> pairs = new ArrayList<>();
        node.map()
                .ifPresent(map -> map.names()
                        .forEach(name -> map.text(name)
                                .ifPresent(text -> pairs.add(
                                        URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(text, UTF_8)))));
        return String.join("&", pairs);
    }

    private static void tellMissing(ProviderFactory factory, List<String> missing, YamlNode place) {
        if (!missing.isEmpty()) {
            place.error(factory.displayName() + " OAuth configuration is incomplete: " + enumerate(missing)
                    + (missing.size() == 1 ? " is" : " are") + " missing");
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
