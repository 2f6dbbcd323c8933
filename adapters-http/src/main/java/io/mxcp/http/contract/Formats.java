package io.mxcp.http.contract;

import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The formats of endpoint files, as arguments must have them to become values of SQL; formats that are not ours say nothing. */
public final class Formats implements EvaluatorFactory {
    @Override
    public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode value) {
        return keyword.equals("format") && value.isString()
                ? Optional.of((evaluation, instance) -> check(value.asString(), instance))
                : Optional.empty();
    }

    private static Evaluator.Result check(String format, JsonNode instance) {
        return !instance.isString() || holds(format, instance.asString())
                ? Evaluator.Result.success()
                : Evaluator.Result.failure("Value is not in the format '" + format + "'");
    }

    /** Whether a text is of a format. */
    public static boolean holds(String format, String text) {
        try {
            return switch (format) {
                case "date" -> LocalDate.parse(text) != null;
                case "time" -> LocalTime.parse(text) != null;
                case "date-time" -> OffsetDateTime.parse(text) != null;
                case "timestamp" -> isTimestamp(text);
                case "duration" -> Duration.parse(text) != null;
                case "email" -> isEmail(text);
                case "uri" -> new URI(text).isAbsolute();
                default -> true;
            };
        } catch (DateTimeException | URISyntaxException e) {
            return false;
        }
    }

    /** Seconds since 1970, or a date with time and offset. */
    private static boolean isTimestamp(String text) {
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        boolean seconds = digits > 0
                && digits <= 12
                && text.chars().skip(text.length() - digits).allMatch(Formats::isDigit);
        return seconds || OffsetDateTime.parse(text) != null;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Something on both sides of the one {@code @}; more only the mail server knows. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().allMatch(c -> c > ' ');
    }
}
