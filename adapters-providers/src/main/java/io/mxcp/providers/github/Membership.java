package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule that a person must be a member of one of some organisations; without organisations, no rule. */
final class Membership {
    /** What stands against the sign-in at one organisation, the one that helps most first. */
    private enum Obstacle {
        HIDDEN(
                "GitHub hides the membership in an organisation of allowed_orgs from this app: an owner of the organisation"
                        + " must approve (or install) the app, or the person needs a SAML session there"),
        PENDING("the person has not yet accepted the invitation to an organisation of allowed_orgs"),
        NO_MEMBER("the person is not a member of any organisation in allowed_orgs");

        private final String text;

        Obstacle(String text) {
            this.text = text;
        }
    }

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final GitHubApi api;
    private final List<String> allowed;

    Membership(GitHubApi api, List<String> allowed) {
        this.api = api;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * The organisations that the person is a member of, as far as GitHub shows them; none where there is no rule.
     *
     * @throws ProviderException if the rule is not met, or that cannot be found out
     */
    List<String> check(Secret accessToken) throws ProviderException {
        if (allowed.isEmpty()) {
            return List.of();
        }
        List<String> shown = api.list("/user/orgs", accessToken).stream()
                .flatMap(organisation -> organisation.text("login").stream())
                .toList();
        if (shown.stream().noneMatch(login -> allowed.stream().anyMatch(login::equalsIgnoreCase))) {
            checkOneByOne(accessToken);
        }
        return shown;
    }

    /** The list leaves out organisations without saying so; asked for one, GitHub tells why. */
    private void checkOneByOne(Secret accessToken) throws ProviderException {
        Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        for (String organisation : allowed) {
            Optional<Obstacle> obstacle = obstacle(api.open("/user/memberships/orgs/" + organisation, accessToken));
            if (obstacle.isEmpty()) {
                return;
            }
            obstacles.add(obstacle.get());
        }
        throw Step.PROFILE.failed(Failure.POLICY_REFUSED, obstacles.iterator().next().text);
    }

    private Optional<Obstacle> obstacle(Answer answer) throws ProviderException {
        if (answer.isSuccess()) {
            boolean active =
                    UserInfo.json(answer).text("state").filter("active"::equals).isPresent();
            return active ? Optional.empty() : Optional.of(Obstacle.PENDING);
        }
        if (answer.status() == NOT_FOUND) {
            return Optional.of(Obstacle.NO_MEMBER);
        }
        ProviderException refusal = api.refusal(answer);
        if (answer.status() == FORBIDDEN && refusal.failure() == Failure.CLIENT_REFUSED) {
            return Optional.of(Obstacle.HIDDEN);
        }
        throw refusal;
    }
}
