package io.mxcp.bootstrap.endpoints;

import java.util.Optional;

/**
 * An endpoint that has a name at least.
 *
 * @param name a tool's or prompt's name, a resource's address
 * @param served absent if it is switched off, needs what is not offered, or is not right
 */
record Found<T>(Name name, Optional<T> served) {}
