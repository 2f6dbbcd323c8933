package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.Refusals;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads GitHub's API as the person who signed in. */
final class GitHubApi {
    private static final String ACCEPT = "application/vnd.github+json";
    private static final int MOST_PAGES = 10;
    private static final int PAGE_SIZE = 100;

    private final URI base;
    private final UserInfo userInfo;

    GitHubApi(URI base, Refusals refusals, ProviderHttp http) {
        this.base = base;
        this.userInfo = new UserInfo(refusals, http);
    }

    JsonMembers object(String path, Secret accessToken) throws ProviderException {
        return UserInfo.json(userInfo.ask(URI.create(base + path), accessToken, ACCEPT));
    }

    Answer open(String path, Secret accessToken) throws ProviderException {
        return userInfo.open(URI.create(base + path), accessToken, ACCEPT);
    }

    ProviderException refusal(Answer answer) {
        return userInfo.refusal(answer);
    }

    /**
     * A list in pages of {@value #PAGE_SIZE}, {@value #MOST_PAGES} at most. The link to the next one says only that there is
     * one: the token goes to no address that an answer names.
     */
    List<JsonMembers> list(String path, Secret accessToken) throws ProviderException {
        List<JsonMembers> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI target = URI.create(base + path + "?per_page=" + PAGE_SIZE + "&page=" + page);
            Answer answer = userInfo.ask(target, accessToken, ACCEPT);
            all.addAll(UserInfo.jsonList(answer));
            if (answer.header("link")
                    .filter(link -> link.contains("rel=\"next\""))
                    .isEmpty()) {
                break;
            }
        }
        return all;
    }

    /** The address of the primary verified e-mail. */
    Optional<String> primaryEmail(Secret accessToken) throws ProviderException {
        return list("/user/emails", accessToken).stream()
                .filter(address -> address.flag("primary").orElse(false))
                .filter(address -> address.flag("verified").orElse(false))
                .flatMap(address -> address.text("email").stream())
                .findFirst();
    }
}
