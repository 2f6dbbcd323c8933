/**
 * Decides what an upstream identity provider is to us: how a person is sent there, what comes back, and which of its
 * failures ends what.
 *
 * <p>The port is {@link io.mxcp.domain.provider.ProviderGateway}; third parties add one by a
 * {@link io.mxcp.domain.provider.ProviderFactory} on the class path.
 */
package io.mxcp.domain.provider;
