package io.mxcp.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses made to keep the matching of a template busy (CVE-2026-0621). */
class HostileAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"d://{y}-{m}/x", "d://{y}-{m}-{d}", "d://{y}-{m}-{d}/x", "d://{a}-{b}-{c}-{e}/x"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answersAnAddressOfSeparatorsAtOnce(String template) {
        UriTemplate dates = UriTemplate.parse(template);
        assertThat(dates.match("d://" + "-".repeat(2000) + "/")).isEmpty();
    }

    /** The meaning stays what the greedy pattern {@code ([^/?#]+)} had. */
    @Test
    void sharesOutAnAddressAsAGreedyPatternDoes() {
        Random random = new Random(7);
        String[] templates = {
            "s:{a}-{b}", "s:{a}-/-{b}", "s:{a}--{b}-{c}", "s:{a}/{b}.x", "s:{a}-{b}-", "s:x", "s:{a}#-{b}"
        };
        for (int round = 0; round < 200_000; round++) {
            String template = templates[random.nextInt(templates.length)];
            StringBuilder address = new StringBuilder("s:");
            for (int i = random.nextInt(9); i > 0; i--) {
                address.append("a-/-.x#".charAt(random.nextInt(7)));
            }
            Matcher greedy = Pattern.compile("\\Q" + template.replaceAll("\\{.}", "\\\\E([^/?#]+)\\\\Q") + "\\E")
                    .matcher(address);
            Optional<Map<String, String>> ours = UriTemplate.parse(template).match(address.toString());
            assertThat(ours.isPresent()).as(template + " " + address).isEqualTo(greedy.matches());
            if (greedy.matches()) {
                for (int i = 1; i <= greedy.groupCount(); i++) {
                    assertThat(ours.get()).as(template + " " + address).containsValue(greedy.group(i));
                    assertThat(ours.get().get("" + "abc".charAt(i - 1))).isEqualTo(greedy.group(i));
                }
            }
        }
    }
}
