package io.mxcp.providers.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static boolean reads(String text) {
        return StrictJson.object(text.getBytes(UTF_8)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{",
                "{}x",
                "{}{}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":TRUE}",
                "{\"a\":1 /* comment */}",
                "{\"a\":1;\"b\":2}",
                "{\"a\"=1}",
                ")]}'\n{}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":123456789012345678901}"
            })
    void readsNothingButOneProperObject(String text) {
        assertThat(reads(text)).isFalse();
    }

    @Test
    void boundsDepthMembersAndTexts() {
        assertThat(reads("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).isTrue();
        assertThat(reads("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}")).isFalse();
        assertThat(reads(members(1000))).isTrue();
        assertThat(reads(members(1001))).isFalse();
        assertThat(reads("{\"a\":\"" + "x".repeat(1 << 16) + "\"}")).isTrue();
        assertThat(reads("{\"a\":\"" + "x".repeat((1 << 16) + 1) + "\"}")).isFalse();
    }

    @Test
    void countsAMemberOfAnotherTypeAsAbsent() {
        JsonMembers members = StrictJson.object(
                        "{\"n\":7,\"t\":\"x\",\"e\":\"\",\"z\":null,\"l\":[\"a\",1]}".getBytes(UTF_8))
                .orElseThrow();
        assertThat(members.text("n")).isEmpty();
        assertThat(members.text("e")).isEmpty();
        assertThat(members.number("t")).isEmpty();
        assertThat(members.has("z")).isFalse();
        assertThat(members.texts("l")).containsExactly("a");
        assertThat(members.textOrTexts("t")).containsExactly("x");
        assertThat(members.toString()).doesNotContain("x");
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }
}
