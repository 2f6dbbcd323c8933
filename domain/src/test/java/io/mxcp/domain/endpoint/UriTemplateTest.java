package io.mxcp.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
    private static final UriTemplate PROFILE = UriTemplate.parse("users://{username}/profile/{year}.json");

    @Test
    void givesTheValuesOfAnAddress() {
        assertThat(PROFILE.match("users://ann/profile/2026.json")).contains(Map.of("username", "ann", "year", "2026"));
        assertThat(PROFILE.parameters()).isEqualTo(List.of("username", "year"));
        assertThat(PROFILE.isFixed()).isFalse();
    }

    @Test
    void decodesValues() {
        assertThat(PROFILE.match("users://%C3%A4nn%2F%25/profile/1.json"))
                .contains(Map.of("username", "\u00e4nn/%", "year", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users://ann/x/profile/2026.json",
                "users:///profile/2026.json",
                "users://ann/profile/2026xjson",
                "users://ann?x/profile/2026.json",
                "users://%/profile/2026.json",
                "users://%zz/profile/2026.json",
                "users://%ff/profile/2026.json",
                "Users://ann/profile/2026.json"
            })
    void matchesNoOtherAddress(String address) {
        assertThat(PROFILE.match(address)).isEmpty();
    }

    @Test
    void isOneAddressWithoutParameters() {
        UriTemplate fixed = UriTemplate.parse("reports://monthly");
        assertThat(fixed.isFixed()).isTrue();
        assertThat(fixed.match("reports://monthly")).contains(Map.of());
        assertThat(fixed.match("reports://Monthly")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "profile",
                "users://{a}{b}",
                "users://{a}/{a}",
                "users://{a-b}",
                "users://{}",
                "users://{a",
                "users://a}",
                "users://{+path}",
                "users://a b"
            })
    void isRefusedWhereNoAddressCouldBeRead(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.parse(text));
    }
}
