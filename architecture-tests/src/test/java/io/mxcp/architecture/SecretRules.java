package io.mxcp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Rules 5, 6, 7 and 14: secrets stay hidden, time and chance are given, refusals quote nobody. */
final class SecretRules {
    private SecretRules() {}

    /** Rule 5. */
    static ArchRule recordsHoldNoSecretAsText(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areRecords()
                .should(holdNoSecretAsText())
                .because("a record prints its components, and so would every log line that prints the record");
    }

    private static ArchCondition<JavaClass> holdNoSecretAsText() {
        return new ArchCondition<>("hold no secret as text") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(SecretRules::isSecretAsText)
                        .forEach(field -> events.add(
                                SimpleConditionEvent.violated(field, field.getFullName() + " holds a secret as text")));
            }
        };
    }

    private static boolean isSecretAsText(JavaField field) {
        return field.getRawType().isEquivalentTo(String.class)
                && field.getName().matches("(?i).*(secret|token|verifier|password)|code|authorizationCode");
    }

    /** Rule 6. */
    static ArchRule secretsAreRevealedAtTheEdgeOnly(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(
                        root + ".domain.secret..",
                        root + ".domain.grant..",
                        root + ".http..",
                        root + ".providers..",
                        root + ".sqlite..",
                        root + ".duckdb..",
                        // plays a provider, on its side of the wire
                        root + ".bootstrap.demo..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "the target is Secret.reveal()",
                        access -> isOf(access, root + ".domain.secret.Secret")
                                && access.getTarget().getName().equals("reveal")))
                .because("the fewer places see the text of a secret, the fewer can leak it");
    }

    /** Rule 7, its first half. */
    static ArchRule timeIsGiven(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".bootstrap..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe("the target tells the time", SecretRules::tellsTheTime))
                .because("a test must be able to say what time it is");
    }

    private static boolean tellsTheTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.time.Clock") && name.startsWith("system"))
                || (owner.equals("java.time.InstantSource") && name.equals("system"))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date") && name.equals("<init>"));
    }

    /** Rule 7, its second half. */
    static ArchRule chanceHasOneSource(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .doNotHaveFullyQualifiedName(root + ".domain.secret.SecretGenerator")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "give random numbers",
                        type -> Set.of(
                                        "java.security.SecureRandom",
                                        "java.util.Random",
                                        "java.util.concurrent.ThreadLocalRandom",
                                        "java.util.SplittableRandom")
                                .contains(type.getName())))
                .orShould()
                .callMethod("java.util.UUID", "randomUUID")
                .orShould()
                .callMethod("java.lang.Math", "random")
                .because("whatever a stranger could guess must come from one place that is looked at");
    }

    /** Rule 14. */
    static ArchRule refusalsQuoteNobody(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(quoteNobodyInRefusals(root))
                .because("a client must see our own words, never those of an exception or a provider (T21)");
    }

    private static ArchCondition<JavaClass> quoteNobodyInRefusals(String root) {
        return new ArchCondition<>("not take messages of exceptions where they build refusals") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean refuses = type.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> isOf(call, root + ".domain.error.OAuthException"));
                type.getAccessesFromSelf().stream()
                        .filter(access -> refuses && isMessageOfAnException(access))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    private static boolean isMessageOfAnException(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(Throwable.class)
                && Set.of("getMessage", "getLocalizedMessage", "toString", "detail")
                        .contains(access.getTarget().getName());
    }

    private static boolean isOf(JavaAccess<?> access, String owner) {
        return access.getTargetOwner().getName().equals(owner);
    }
}
