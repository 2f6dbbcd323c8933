package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

/** A client that somebody signed in on, with the tokens that our server gave it last. */
final class Session {
    private final ScriptedClient client;
    private String accessToken;
    private String refreshToken;

    /** @param tokens the answer of the token endpoint */
    Session(ScriptedClient client, HttpResponse<String> tokens) {
        this.client = client;
        this.accessToken = text(tokens, "access_token");
        this.refreshToken = text(tokens, "refresh_token");
    }

    HttpResponse<String> call(String tool, Map<String, String> arguments) throws IOException, InterruptedException {
        return client.call(accessToken, tool, arguments);
    }

    JsonObject whoami() throws IOException, InterruptedException {
        return ScriptedClient.row(call("whoami", Map.of()));
    }

    /** The provider's token, as SQL sees it. */
    Secret providerToken() throws IOException, InterruptedException {
        return providerToken(whoami());
    }

    /** The provider's token in what a tool returned. */
    static Secret providerToken(JsonObject row) {
        return Secret.of(row.get("token").getAsString());
    }

    /** Replaces the tokens, if the server gives others. */
    HttpResponse<String> refresh() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.refresh(refreshToken);
        if (answer.statusCode() == 200) {
            accessToken = text(answer, "access_token");
            refreshToken = text(answer, "refresh_token");
        }
        return answer;
    }

    private static String text(HttpResponse<String> tokens, String member) {
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return ScriptedClient.json(tokens).get(member).getAsString();
    }
}
