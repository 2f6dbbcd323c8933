package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonObject;

/** Somebody with an account in the realm. */
record Person(String username, String firstName, String lastName) {
    static final Person ANN = new Person("ann", "Ann", "Example");
    static final Person BOB = new Person("bob", "Bob", "Example");

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

    /** What the browser needs to fill in Keycloak's form. */
    JsonObject credentials() {
        JsonObject credentials = new JsonObject();
        credentials.addProperty("username", username);
        credentials.addProperty("password", password());
        return credentials;
    }
}
