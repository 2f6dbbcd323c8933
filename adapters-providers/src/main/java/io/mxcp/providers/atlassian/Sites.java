package io.mxcp.providers.atlassian;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.wire.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sites that a person let us use. */
record Sites(List<Site> all) {
    private static final int MOST = 100;

    /** A site. */
    record Site(String id, String name, String url) {
        boolean is(String text) {
            String plain = text.replaceFirst("/+$", "");
            return id.equalsIgnoreCase(plain)
                    || name.equalsIgnoreCase(plain)
                    || url.equalsIgnoreCase(plain)
                    || url.equalsIgnoreCase("https://" + plain.toLowerCase(Locale.ROOT));
        }
    }

    /** Copies the list. */
    Sites {
        all = List.copyOf(all);
    }

    /** What the list of accessible resources tells; what has no ID is left out, and what comes after {@value #MOST}. */
    static Sites of(List<JsonMembers> resources) {
        return new Sites(resources.stream()
                .flatMap(site -> site.text("id").stream()
                        .map(id -> new Site(
                                id,
                                site.text("name").orElse(""),
                                site.text("url").orElse(""))))
                .distinct()
                .limit(MOST)
                .toList());
    }

    /**
     * What SQL may know of them. With several sites none is the default; without any there is none.
     *
     * @param wanted the configured site; empty: none is
     */
    Map<String, String> facts(String wanted) {
        Map<String, String> facts = new LinkedHashMap<>();
        Fact.ATLASSIAN_SITES.putInto(facts, json());
        chosen(wanted).ifPresent(site -> {
            Fact.ATLASSIAN_CLOUD_ID.putInto(facts, site.id());
            Fact.ATLASSIAN_SITE_URL.putInto(facts, site.url());
        });
        return facts;
    }

    /** The one to use. */
    Optional<Site> chosen(String wanted) {
        if (!wanted.isEmpty()) {
            return all.stream().filter(site -> site.is(wanted)).findFirst();
        }
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private String json() {
        JsonArray array = new JsonArray();
        for (Site site : all) {
            JsonObject object = new JsonObject();
            object.addProperty("id", site.id());
            object.addProperty("name", site.name());
            object.addProperty("url", site.url());
            array.add(object);
        }
        return array.toString();
    }
}
