package io.mxcp.providers.oauth2;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gateway to a provider without ID tokens is made of.
 *
 * @param signIn codes and tokens
 * @param userInfo what takes an access token
 * @param http what both ask through
 */
public record OAuth2Parts(OAuth2SignIn signIn, UserInfo userInfo, ProviderHttp http) {
    /**
     * What is special to a provider.
     *
     * @param issuer who it is, in callbacks and in the identity of its people
     * @param endpoints where its endpoints are
     * @param data other addresses of the configuration that are asked
     * @param scopes what is asked for
     * @param refusals what its errors mean
     * @param dialect how its token answers read
     */
    public record Traits(
            String issuer,
            Endpoints endpoints,
            List<URI> data,
            Scopes scopes,
            Refusals refusals,
            TokenDialect dialect) {
        /** Answers as the standard says. */
        public Traits(String issuer, Endpoints endpoints, List<URI> data, Scopes scopes, Refusals refusals) {
            this(issuer, endpoints, data, scopes, refusals, TokenDialect.STANDARD);
        }
    }

    /** The parts for the client of this section; opens no connection. */
    public static OAuth2Parts of(Section section, Traits traits, EgressLimits limits, InstantSource clock) {
        List<URI> asked = new ArrayList<>(traits.data());
        asked.add(traits.endpoints().token());
        ProviderHttp http = new ProviderHttp(new EgressGuard(Destinations.configured(asked), limits));
        TokenEndpoint tokens = new TokenEndpoint(section.client(), traits.refusals(), http, clock, traits.dialect());
        OAuth2SignIn signIn = new OAuth2SignIn(section, traits, tokens, http);
        return new OAuth2Parts(signIn, new UserInfo(traits.refusals(), http), http);
    }
}
