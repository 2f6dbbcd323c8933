/** The OAuth endpoints over real connections on loopback: stores in memory, a provider that says what the test tells it. */
package io.mxcp.http.oauth;
