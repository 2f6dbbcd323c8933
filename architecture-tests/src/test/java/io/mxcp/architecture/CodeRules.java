package io.mxcp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** Rules 9, 10 and 13: the shape of the code. */
final class CodeRules {
    private CodeRules() {}

    /** Rule 9, its first half. A nested type that nobody outside sees may be the shape of a lambda. */
    static ArchRule interfacesArePortsOrSealed(String root) {
        return classes()
                .that()
                .resideInAnyPackage(root + ".domain..", root + ".application..")
                .and()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(Conditions.be(
                        "sealed, a port of the domain, or hidden inside a class",
                        type -> type.reflect().isSealed()
                                || (type.isTopLevelClass() && ModuleRules.isIn(type, root + ".domain"))
                                || (type.isNestedClass() && !type.getModifiers().contains(JavaModifier.PUBLIC))))
                .because("an interface with one implementation says everything twice");
    }

    /** Rule 9, its second half. */
    static ArchRule namesSayWhatThingsAre(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Service|Manager|Helper|Utils?)Impl|.*[a-z]Impl|.*[a-z](Manager|Helper|Utils?)")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..dto..", "..mapper..")
                .because("such names fit everything and say nothing");
    }

    /** Rule 10: state. {@code Fields} is a cursor over bytes, made, used and dropped by one thread. */
    static ArchRule domainStateIsFinal(String root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + ".domain..")
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveFullyQualifiedName(root + ".domain.secret.Fields")
                .should()
                .beFinal()
                .because("what cannot change needs no lock and no copy");
    }

    /** Rule 10: setters. */
    static ArchRule domainHasNoSetters(String root) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + ".domain..")
                .should()
                .haveNameNotMatching("set[A-Z].*")
                .because("a changed value is a new value");
    }

    /** Rule 10: types. */
    static ArchRule domainTypesAreClosed(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .and()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .should(Conditions.be(
                        "records, enums, sealed or final",
                        type -> type.isRecord()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.SYNTHETIC)
                                || type.reflect().isSealed()))
                .because("a value that checks itself can be trusted only if nobody can extend it");
    }

    /** Rule 13: what is mocked proves nothing. */
    static ArchRule nothingIsMocked(String root, String... mockingLibraries) {
        String[] packages =
                Arrays.stream(mockingLibraries).map(library -> library + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .because("stores in memory and strict providers are the only doubles");
    }

    /** Rule 13: streams. */
    static ArchRule standardStreamsBelongToBootstrap(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".bootstrap..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("a library must not write into its host's console");
    }

    /** Rule 13: exceptions. */
    static ArchRule exceptionsHaveNames(String root) {
        return noClasses()
                .that(DescribedPredicate.describe("are ours", (JavaClass type) -> ModuleRules.isIn(type, root)))
                .should(THROW_GENERIC_EXCEPTIONS)
                .because("nobody can catch what has no name");
    }
}
