package io.mxcp.providers.salesforce;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oauth2.TokenAnswer;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a person's organisation is: what a token answer says of it, and what we believe of that. */
final class Instances {
    /** The instance's address, in the facts of tokens and profile. */
    static final String INSTANCE = Fact.SALESFORCE_INSTANCE_URL.key();

    /** The identity that the tokens are of, in the facts of tokens: an address ending in organisation and person. */
    static final String IDENTITY = "salesforce.identity_url";

    private static final String USER_INFO = "/services/oauth2/userinfo";

    private final URI tokenOrigin;
    private final Optional<URI> userInfo;
    private final AnswerSignature signature;

    Instances(URI tokenUrl, Optional<URI> userInfo, AnswerSignature signature) {
        this.signature = signature;
        this.tokenOrigin = WebAddress.origin(tokenUrl);
        this.userInfo = userInfo;
    }

    /** The facts in a token answer whose signature holds. */
    Map<String, String> facts(Step step, TokenAnswer answer) throws ProviderException {
        signature.check(step, answer.members());
        Map<String, String> facts = new LinkedHashMap<>();
        Optional<String> instance = answer.members().text("instance_url");
        if (instance.isPresent()) {
            facts.put(INSTANCE, checked(step, instance.get()).toString());
        }
        answer.members().text("id").ifPresent(identity -> facts.put(IDENTITY, identity));
        return facts;
    }

    /** Where the person of the tokens is asked for. */
    URI userInfo(ProviderTokens tokens) throws ProviderException {
        if (userInfo.isPresent()) {
            return userInfo.get();
        }
        String instance = tokens.facts().get(INSTANCE);
        if (instance == null) {
            throw Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the token answer had no instance_url");
        }
        return URI.create(instance + USER_INFO);
    }

    /** The access token goes there: to https hosts only, or to the one that we got it from. */
    private URI checked(Step step, String text) throws ProviderException {
        try {
            URI address = WebAddress.of("instance_url", text);
            if (address.getRawPath().isEmpty()
                    && ("https".equalsIgnoreCase(address.getScheme()) || address.equals(tokenOrigin))) {
                return address;
            }
        } catch (IllegalArgumentException unusable) {
            throw step.failed(Failure.INVALID_RESPONSE, "the answer's instance_url is no address of a host");
        }
        throw step.failed(Failure.INVALID_RESPONSE, "the answer's instance_url is no https address of a host");
    }
}
