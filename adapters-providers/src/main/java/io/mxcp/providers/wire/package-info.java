/**
 * Decides what counts as an answer: how often a provider is asked for it, and that what it sends is read strictly and within
 * bounds before anything is believed.
 */
package io.mxcp.providers.wire;
