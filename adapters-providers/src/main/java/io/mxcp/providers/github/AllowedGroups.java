package io.mxcp.providers.github;

import io.mxcp.providers.oauth2.Section;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose members may come in. Both lists are rules of their own: where both are there, both must be met.
 *
 * @param organisations names as in addresses; empty: no rule
 * @param teams organisation and slug with a slash between; empty: no rule
 */
record AllowedGroups(List<String> organisations, List<String> teams) {
    static final String ORGANISATIONS = "allowed_orgs";
    static final String TEAMS = "allowed_teams";

    private static final String NAME = "[A-Za-z0-9_-]{1,100}";
    private static final Pattern ORGANISATION = Pattern.compile(NAME);
    private static final Pattern TEAM = Pattern.compile(NAME + "/[A-Za-z0-9_.-]{1,100}");

    static AllowedGroups of(Section section) {
        return new AllowedGroups(
                names(section, ORGANISATIONS, ORGANISATION, "names of organisations as in their addresses"),
                names(section, TEAMS, TEAM, "teams such as acme/data-analysts"));
    }

    /** A list that came out empty would let everybody in. */
    private static List<String> names(Section section, String key, Pattern syntax, String what) {
        List<String> names = section.names(key);
        boolean sound = names.stream().allMatch(name -> syntax.matcher(name).matches());
        if (!sound || (names.isEmpty() && section.settings().optional(key).isPresent())) {
            throw new IllegalArgumentException(key + " must be " + what);
        }
        return names;
    }

    boolean areEmpty() {
        return organisations.isEmpty() && teams.isEmpty();
    }

    boolean admitOrganisations(Collection<String> logins) {
        return meet(organisations, logins);
    }

    boolean admitTeams(Collection<String> names) {
        return meet(teams, names);
    }

    /** The organisations of the teams, each once. */
    Set<String> organisationsOfTeams() {
        Set<String> all = new LinkedHashSet<>();
        teams.forEach(team -> all.add(team.substring(0, team.indexOf('/'))));
        return all;
    }

    private static boolean meet(List<String> allowed, Collection<String> had) {
        return allowed.isEmpty()
                || had.stream().anyMatch(name -> allowed.stream().anyMatch(name::equalsIgnoreCase));
    }
}
