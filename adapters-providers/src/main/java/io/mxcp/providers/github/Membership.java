package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that a person must be a member of some organisation, or of some team. */
final class Membership {
    /** What stands against the sign-in at one organisation, the one that helps most first. */
    private enum Obstacle {
        HIDDEN(
                Policy.ORGANISATION_APPROVAL,
                "GitHub hides the membership in an organisation of %s from this app: an owner of the organisation must approve"
                        + " (or install) the app, or the person needs a SAML session there"),
        PENDING(Policy.ORGANISATION, "the person has not yet accepted the invitation to an organisation of %s"),
        NO_MEMBER(Policy.ORGANISATION, "the person is not a member of any organisation in %s");

        private final Policy policy;
        private final String text;

        Obstacle(Policy policy, String text) {
            this.policy = policy;
            this.text = text;
        }

        ProviderException refusal(String setting) {
            return Step.PROFILE.refused(policy, String.format(text, setting));
        }
    }

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final GitHubApi api;
    private final AllowedGroups allowed;

    Membership(GitHubApi api, AllowedGroups allowed) {
        this.api = api;
        this.allowed = allowed;
    }

    /**
     * The organisations, and the teams as {@code organisation/team}, that the person is a member of, as far as a rule asks and
     * GitHub shows them; none where there is no rule.
     *
     * @throws ProviderException if a rule is not met, or that cannot be found out
     */
    List<String> check(Secret accessToken) throws ProviderException {
        List<String> groups = new ArrayList<>();
        if (!allowed.organisations().isEmpty()) {
            groups.addAll(organisations(accessToken));
        }
        if (!allowed.teams().isEmpty()) {
            groups.addAll(teams(accessToken));
        }
        return groups;
    }

    private List<String> organisations(Secret accessToken) throws ProviderException {
        List<String> shown = api.list("/user/orgs", accessToken).stream()
                .flatMap(organisation -> organisation.text("login").stream())
                .toList();
        if (!allowed.admitOrganisations(shown)) {
            Optional<Obstacle> obstacle = obstacle(allowed.organisations(), accessToken);
            if (obstacle.isPresent()) {
                throw obstacle.get().refusal(AllowedGroups.ORGANISATIONS);
            }
        }
        return shown;
    }

    private List<String> teams(Secret accessToken) throws ProviderException {
        List<String> shown = api.list("/user/teams", accessToken).stream()
                .flatMap(Membership::name)
                .toList();
        if (!allowed.admitTeams(shown)) {
            Optional<Obstacle> obstacle = obstacle(allowed.organisationsOfTeams(), accessToken);
            throw obstacle.map(found -> found.refusal(AllowedGroups.TEAMS))
                    .orElseGet(() -> Step.PROFILE.refused(
                            Policy.TEAM, "the person is not a member of any team in " + AllowedGroups.TEAMS));
        }
        return shown;
    }

    private static Stream<String> name(JsonMembers team) {
        return team.object("organization").flatMap(organisation -> organisation.text("login")).stream()
                .flatMap(organisation -> team.text("slug").stream().map(slug -> organisation + "/" + slug));
    }

    /** The lists leave out organisations without saying so; asked for one, GitHub tells why. Nothing: one has the person. */
    private Optional<Obstacle> obstacle(Collection<String> organisations, Secret accessToken) throws ProviderException {
        Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        for (String organisation : organisations) {
            Optional<Obstacle> obstacle = obstacle(api.open("/user/memberships/orgs/" + organisation, accessToken));
            if (obstacle.isEmpty()) {
                return obstacle;
            }
            obstacles.add(obstacle.get());
        }
        return obstacles.stream().findFirst();
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
