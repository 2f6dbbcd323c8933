package io.mxcp.bootstrap.demo;

import java.util.List;
import java.util.Optional;

/** One of the invented people. */
record Person(String subject, String username, String name, String email, String role, String about) {
    static final List<Person> ALL = List.of(
            new Person("1001", "ada", "Ada Example", "ada@demo.example", "seller", "sells in the north"),
            new Person("1002", "ben", "Ben Example", "ben@demo.example", "seller", "sells in the south"),
            new Person(
                    "1003",
                    "cleo",
                    "Cleo Example",
                    "cleo@demo.example",
                    "manager",
                    "manages both, and sells a little"));

    static Optional<Person> of(String username) {
        return ALL.stream().filter(person -> person.username().equals(username)).findFirst();
    }
}
