package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonObject;
import java.util.Map;

/** Somebody with an account in the realm. */
record Person(String username, String firstName, String lastName) {
    static final Person ANN = new Person("ann", "Ann", "Example");
    static final Person BOB = new Person("bob", "Bob", "Example");

    /** Those whom a test takes something from: a role, the session, the right to come in, the account. */
    static final Person CLEO = new Person("cleo", "Cleo", "Example");

    static final Person DORA = new Person("dora", "Dora", "Example");
    static final Person EMIL = new Person("emil", "Emil", "Example");
    static final Person FAY = new Person("fay", "Fay", "Example");

    /** One of many invented people, from 0. */
    static Person numbered(int number) {
        return new Person("person%02d".formatted(number), "Person", "Number" + number);
    }

    String email() {
        return username + "@acme.example";
    }

    String password() {
        return username + "-password";
    }

    /** What goes into Keycloak's form. */
    Map<String, String> filledIn() {
        return Map.of("username", username, "password", password());
    }

    /** What the browser needs to fill in Keycloak's form. */
    JsonObject credentials() {
        JsonObject credentials = new JsonObject();
        credentials.addProperty("username", username);
        credentials.addProperty("password", password());
        return credentials;
    }
}
