package io.mxcp.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** Conditions made of predicates. */
final class Conditions {
    private Conditions() {}

    static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> condition) {
        return new ArchCondition<>("be " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!condition.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is not " + description));
                }
            }
        };
    }
}
