package io.mxcp.bootstrap.config;

import io.mxcp.domain.grant.Issuer;

/** What {@code config.yml} says of the profile in use. */
record UserConfig(Transport transport, Issuer issuer, ProfileConfig profile) {}
