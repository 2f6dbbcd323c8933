package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;

/** A client with the tokens that it holds for a person. Safe for use by many threads. */
record SignedIn(ScriptedClient client, String accessToken, String refreshToken) {
    private static final String TOOL = "my_rights";

    /** Redeems the code that came back to the client. */
    static SignedIn by(ScriptedClient client, String code) throws IOException, InterruptedException {
        return with(client, client.redeem(code));
    }

    /** Takes the place of what it was before. */
    SignedIn refreshed() throws IOException, InterruptedException {
        return with(client, refresh());
    }

    HttpResponse<String> refresh() throws IOException, InterruptedException {
        return client.refresh(refreshToken);
    }

    HttpResponse<String> call() throws IOException, InterruptedException {
        return client.call(accessToken, TOOL);
    }

    /** What SQL is told of the person. */
    JsonObject rights() throws IOException, InterruptedException {
        HttpResponse<String> answer = call();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ScriptedClient.row(answer);
    }

    /** The provider token that SQL is given. */
    String providerToken() throws IOException, InterruptedException {
        return rights().get("token").getAsString();
    }

    private static SignedIn with(ScriptedClient client, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject tokens = ScriptedClient.json(answer);
        return new SignedIn(
                client,
                tokens.get("access_token").getAsString(),
                tokens.get("refresh_token").getAsString());
    }
}
