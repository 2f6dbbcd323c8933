package io.mxcp.bootstrap.config;

import java.util.Optional;

/**
 * What {@code config.yml} says of one profile.
 *
 * @param auth absent: nobody has to sign in
 * @param nullForNobody whether the user functions are NULL, not empty texts, where nobody is signed in
 * @param maskPersonalData whether the log hides display names and e-mail addresses
 */
record ProfileConfig(Optional<AuthConfig> auth, WebConfig web, boolean nullForNobody, boolean maskPersonalData) {
    /** Says nothing. */
    static final ProfileConfig NONE = new ProfileConfig(Optional.empty(), WebConfig.NONE, false, false);
}
