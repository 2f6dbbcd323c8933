package io.mxcp.bootstrap.e2e;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The first form that is posted on a page, as far as the pages of these tests need it: where it goes, and the fields
 * that carry a value already. Buttons are no fields: whoever presses one names it.
 */
record HtmlForm(URI action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("(?is)<input\\b([^>]*)>");

    /** @param address of the page, which an action may be relative to */
    static HtmlForm on(String page, URI address) {
        Matcher form = FORM.matcher(page);
        while (form.find()) {
            if (attribute(form.group(1), "method").orElse("get").equalsIgnoreCase("post")) {
                URI action =
                        attribute(form.group(1), "action").map(address::resolve).orElse(address);
                return new HtmlForm(action, fields(form.group(2)));
            }
        }
        throw new NoSuchElementException("no form on " + address + ":\n" + page);
    }

    /** The body of the request when {@code more} is filled in or pressed. */
    String encodedWith(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return encode(all);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String content) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(content);
        while (input.find()) {
            if (attribute(input.group(1), "type")
                    .filter("submit"::equalsIgnoreCase)
                    .isEmpty()) {
                attribute(input.group(1), "name")
                        .ifPresent(name -> fields.put(
                                name, attribute(input.group(1), "value").orElse("")));
            }
        }
        return fields;
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher attribute = Pattern.compile(
                        "(?is)(?<![\\w-])" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))")
                .matcher(tag);
        if (!attribute.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= attribute.groupCount(); group++) {
            String value = attribute.group(group);
            if (value != null) {
                return Optional.of(unescaped(value));
            }
        }
        return Optional.empty();
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&#61;", "=")
                .replace("&#43;", "+")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
