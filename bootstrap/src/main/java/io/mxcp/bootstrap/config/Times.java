package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.domain.token.Lifetimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations: {@code 90}, {@code 90s}, {@code 15m}, {@code 1h} or {@code 30d}. */
final class Times {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})([smhd]?)");
    private static final List<Map.Entry<String, Long>> UNITS =
            List.of(Map.entry("d", 86_400L), Map.entry("h", 3_600L), Map.entry("m", 60L));
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Times() {}

    /** The section {@code lifetimes}; what it leaves out is as usual. */
    static Lifetimes lifetimes(YamlMap section) {
        Lifetimes usual = Lifetimes.DEFAULT;
        Duration consentPage = read(section, "consent_page", usual.consentPage());
        Duration state = read(section, "state", usual.state());
        Duration code = read(section, "code", usual.code());
        Duration accessToken = read(section, "access_token", usual.accessToken());
        Duration refreshToken = read(section, "refresh_token", usual.refreshToken());
        Duration grant = read(section, "grant", usual.grant());
        Duration window = section.get("replay_window")
                .flatMap(node -> node.parsed(text -> withWindow(duration(text))))
                .map(Lifetimes::replayWindow)
                .orElse(usual.replayWindow());
        section.refuseOthers();
        try {
            return new Lifetimes(consentPage, state, code, accessToken, refreshToken, grant, window);
        } catch (IllegalArgumentException e) {
            section.node().error(String.valueOf(e.getMessage()));
            return usual;
        }
    }

    private static Duration read(YamlMap section, String key, Duration usual) {
        return section.get(key).flatMap(node -> node.parsed(Times::positive)).orElse(usual);
    }

    private static Duration positive(String text) {
        return Optional.of(duration(text))
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> new IllegalArgumentException("must be longer than nothing"));
    }

    /** The record knows the bounds of the window. */
    private static Lifetimes withWindow(Duration window) {
        Lifetimes usual = Lifetimes.DEFAULT;
        return new Lifetimes(
                usual.consentPage(),
                usual.state(),
                usual.code(),
                usual.accessToken(),
                usual.refreshToken(),
                usual.grant(),
                window);
    }

    /** As written in a file, in the largest unit that is whole. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return UNITS.stream()
                .filter(unit -> seconds % unit.getValue() == 0)
                .findFirst()
                .map(unit -> seconds / unit.getValue() + unit.getKey())
                .orElse(seconds + "s");
    }

    private static Duration duration(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a number of seconds, or a number with s, m, h or d, such as 30d");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be at most " + LONGEST.toDays() + "d");
        }
        return duration;
    }
}
