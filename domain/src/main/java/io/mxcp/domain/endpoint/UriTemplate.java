package io.mxcp.domain.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a resource, absolute, with simple expressions ({@code users://{username}/profile}; RFC 6570 level 1). A parameter
 * stands for one or more characters other than {@code / ? #}, percent-encoded in the address. Immutable.
 */
public final class UriTemplate {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_LENGTH = 2048;

    private final String text;
    private final List<String> names;
    private final List<String> literals;

    private UriTemplate(String text, List<String> names, List<String> literals) {
        this.text = text;
        this.names = names;
        this.literals = literals;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is none: not absolute, an expression other than {@code {name}}, a name twice, or two
     *     expressions with nothing between
     */
    public static UriTemplate parse(String text) {
        List<String> names = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        Matcher expressions = EXPRESSION.matcher(text);
        int end = 0;
        while (expressions.find()) {
            require(names.isEmpty() || expressions.start() > end, "two parameters need something between them");
            literals.add(literal(text.substring(end, expressions.start())));
            names.add(name(expressions.group(1)));
            end = expressions.end();
        }
        literals.add(literal(text.substring(end)));
        require(new HashSet<>(names).size() == names.size(), "a parameter occurs twice");
        checkAddress(expressions.replaceAll("x"));
        return new UriTemplate(text, List.copyOf(names), List.copyOf(literals));
    }

    private static String literal(String part) {
        require(!part.contains("{") && !part.contains("}"), "a brace is not closed or not opened");
        return part;
    }

    private static String name(String text) {
        require(
                NAME.matcher(text).matches(),
                "'{" + text + "}' is not a parameter: letters, digits and underscores only");
        return text;
    }

    private static void checkAddress(String example) {
        try {
            URI uri = new URI(example);
            require(uri.isAbsolute(), "an address begins with a scheme, as in users://{username}/profile");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is not an address", e);
        }
    }

    private static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Whether it has no parameter, so that it is one address. */
    public boolean isFixed() {
        return names.isEmpty();
    }

    /** The names of its parameters, sorted. */
    public List<String> parameters() {
        return names.stream().sorted().toList();
    }

    /** The decoded values by name, if this address is one of the template; nothing for one longer than 2048 characters. */
    public Optional<Map<String, String>> match(String address) {
        Optional<List<String>> parts = address.length() > MAX_LENGTH ? Optional.empty() : parts(address);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<String> value = decoded(parts.get().get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(names.get(i), value.get());
        }
        return Optional.of(values);
    }

    /**
     * What stands for the parameters: from the end, each literal as far right as it goes, so that the first parameter gets the most. One
     * pass: a pattern would try every way to share out an address of hyphens, for seconds (CVE-2026-0621).
     */
    private Optional<List<String>> parts(String address) {
        String last = literals.get(names.size());
        if (!address.startsWith(literals.get(0)) || !address.endsWith(last)) {
            return Optional.empty();
        } else if (names.isEmpty()) {
            return address.equals(last) ? Optional.of(List.of()) : Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        int end = address.length() - last.length();
        for (int i = names.size() - 1; i >= 0; i--) {
            String before = literals.get(i);
            int start = i == 0 ? 0 : address.lastIndexOf(before, end - 1 - before.length());
            int from = start + before.length();
            if (start < 0 || from >= end || !isPart(address, from, end)) {
                return Optional.empty();
            }
            parts.add(0, address.substring(from, end));
            end = start;
        }
        return Optional.of(parts);
    }

    private static boolean isPart(String address, int from, int end) {
        return address.substring(from, end).chars().noneMatch(c -> c == '/' || c == '?' || c == '#');
    }

    /** Percent-decoded as UTF-8; nothing where that is none. */
    private static Optional<String> decoded(String value) {
        byte[] bytes = new byte[value.length() * 4];
        int length = 0;
        for (int i = 0; i < value.length(); ) {
            int next = value.codePointAt(i);
            if (next == '%') {
                int octet = octet(value, i + 1);
                if (octet < 0) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) octet;
                i += 3;
            } else {
                for (byte utf8 : Character.toString(next).getBytes(UTF_8)) {
                    bytes[length++] = utf8;
                }
                i += Character.charCount(next);
            }
        }
        String text = new String(bytes, 0, length, UTF_8);
        boolean genuine = Arrays.equals(text.getBytes(UTF_8), Arrays.copyOf(bytes, length));
        return genuine ? Optional.of(text) : Optional.empty();
    }

    private static int octet(String value, int at) {
        if (at + 2 > value.length()) {
            return -1;
        }
        int high = Character.digit(value.charAt(at), 16);
        int low = Character.digit(value.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UriTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
