package io.mxcp.providers.salesforce;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.AllowedDomains;
import io.mxcp.providers.oauth2.EmailClaims;
import io.mxcp.providers.oauth2.Fact;
import io.mxcp.providers.oauth2.OAuth2SignIn;
import io.mxcp.providers.oauth2.TokenAnswer;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Signs people in at Salesforce. */
final class SalesforceGateway implements ProviderGateway {
    static final String USERNAME = "preferred_username";
    static final String EMAIL = "email";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");

    private final OAuth2SignIn signIn;
    private final Instances instances;
    private final UserInfo userInfo;
    private final AllowedDomains allowedDomains;
    private final String usernameClaim;
    private final String emailClaim;

    SalesforceGateway(
            OAuth2SignIn signIn,
            Instances instances,
            UserInfo userInfo,
            AllowedDomains allowedDomains,
            String usernameClaim,
            String emailClaim) {
        this.signIn = signIn;
        this.allowedDomains = allowedDomains;
        this.usernameClaim = usernameClaim;
        this.emailClaim = emailClaim;
        this.instances = instances;
        this.userInfo = userInfo;
    }

    @Override
    public ProviderId id() {
        return SalesforceFactory.TYPE;
    }

    @Override
    public Set<String> requestedScopes() {
        return signIn.requestedScopes();
    }

    @Override
    public URI authorizationUri(SignInRequest request) {
        boolean openId = signIn.requestedScopes().contains("openid");
        return signIn.authorizationUri(
                request, openId ? Map.of("nonce", request.nonce().reveal()) : Map.of());
    }

    @Override
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return signIn.readCallback(answer);
    }

    @Override
    public ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        TokenAnswer answer = signIn.exchange(code, request);
        return signIn.first(answer, instances.facts(Step.EXCHANGE, answer));
    }

    @Override
    public ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        TokenAnswer answer = signIn.refresh(current);
        return answer.after(current, instances.facts(Step.REFRESH, answer));
    }

    @Override
    public UserProfile profile(ProviderTokens tokens) throws ProviderException {
        JsonMembers person = userInfo.read(instances.userInfo(tokens), tokens.accessToken());
        String organization = id(person, "organization_id");
        String user = id(person, "user_id");
        checkSame(tokens, organization, user);
        if (!person.flag("active").orElse(true)) {
            throw Step.PROFILE.refused(Policy.INACTIVE, "Salesforce says that this person is not active");
        }
        EmailVerification verification =
                emailClaim.equals(EMAIL) ? EmailClaims.verification(person) : EmailVerification.UNKNOWN;
        allowedDomains.check(person.text(emailClaim), verification);
        return new UserProfile(
                signIn.issuer(),
                organization + user,
                username(person),
                person.text(emailClaim),
                verification,
                person.text("name"),
                List.of(),
                List.of(),
                facts(tokens, person, organization, user),
                Claims.of(person.tree()));
    }

    private String username(JsonMembers person) throws ProviderException {
        return person.text(usernameClaim)
                .orElseThrow(
                        () -> Step.PROFILE.failed(
                                Failure.CLIENT_REFUSED,
                                "the claim for the username is not there: add openid profile to scope, or check username_claim"));
    }

    @Override
    public Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return signIn.revoke(tokens);
    }

    /** The API is where the organisation is. */
    @Override
    public Set<String> dataHosts(ProviderSession session) {
        return Optional.ofNullable(session.tokens().facts().get(Instances.INSTANCE))
                .map(instance -> Set.of(WebAddress.dataHost(URI.create(instance))))
                .orElse(Set.of());
    }

    @Override
    public void close() {
        signIn.close();
    }

    private static String id(JsonMembers person, String member) throws ProviderException {
        return person.text(member)
                .filter(text -> ID.matcher(text).matches())
                .orElseThrow(() -> Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer has no " + member));
    }

    /** The instance tells who somebody is; the host that we trusted with our secret must have told the same. */
    private static void checkSame(ProviderTokens tokens, String organization, String user) throws ProviderException {
        String identity = tokens.facts().get(Instances.IDENTITY);
        if (identity != null && !identity.endsWith("/" + organization + "/" + user)) {
            throw Step.PROFILE.failed(Failure.INVALID_RESPONSE, "the answer is of another person than the tokens");
        }
    }

    private static Map<String, String> facts(
            ProviderTokens tokens, JsonMembers person, String organization, String user) {
        Map<String, String> facts = new LinkedHashMap<>();
        String instance = tokens.facts().get(Instances.INSTANCE);
        if (instance != null) {
            Fact.SALESFORCE_INSTANCE_URL.putInto(facts, instance);
        }
        Fact.SALESFORCE_ORGANIZATION_ID.putInto(facts, organization);
        Fact.SALESFORCE_USER_ID.putInto(facts, user);
        person.object("photos")
                .flatMap(photos -> photos.text("picture"))
                .ifPresent(picture -> Fact.SALESFORCE_PICTURE.putInto(facts, picture));
        return facts;
    }
}
