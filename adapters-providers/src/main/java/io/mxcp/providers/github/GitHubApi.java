package io.mxcp.providers.github;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.UserInfo;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.Answer;
import io.mxcp.providers.wire.JsonMembers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads GitHub's API as the person who signed in. */
final class GitHubApi {
    private static final String ACCEPT = "application/vnd.github+json";
    private static final int MOST_PAGES = 10;
    private static final int PAGE_SIZE = 100;

    private final URI base;
    private final UserInfo userInfo;

    GitHubApi(URI base, UserInfo userInfo) {
        this.base = base;
        this.userInfo = userInfo;
    }

    /** Where SQL may send a person's token. */
    String host() {
        return WebAddress.dataHost(base);
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
}
