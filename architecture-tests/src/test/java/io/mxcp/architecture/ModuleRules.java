package io.mxcp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.Set;

/** Rules 1 to 4, 11 and 12: who may know whom. All of them take the root package, so that they can be shown to bite. */
final class ModuleRules {
    private ModuleRules() {}

    /** Rule 1. */
    static ArchRule modulesPointInwards(String root) {
        return layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(root + "..")
                .layer("domain")
                .definedBy(root + ".domain..")
                .layer("application")
                .definedBy(root + ".application..")
                .layer("http")
                .definedBy(root + ".http..")
                .layer("providers")
                .definedBy(root + ".providers..")
                .layer("sqlite")
                .definedBy(root + ".sqlite..")
                .layer("duckdb")
                .definedBy(root + ".duckdb..")
                .layer("bootstrap")
                .definedBy(root + ".bootstrap..")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("application")
                .mayOnlyBeAccessedByLayers("http", "bootstrap")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("bootstrap")
                .whereLayer("providers")
                .mayOnlyBeAccessedByLayers("bootstrap")
                .whereLayer("sqlite")
                .mayOnlyBeAccessedByLayers("bootstrap")
                .whereLayer("duckdb")
                .mayOnlyBeAccessedByLayers("bootstrap")
                .whereLayer("bootstrap")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("domain")
                .mayNotAccessAnyLayer()
                .because("an adapter can then be replaced without a look at any other module");
    }

    /** Rule 2. */
    static ArchRule domainKnowsOnlyTheLanguage(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the domain or of the language, its collections, time, texts, URIs and cryptography",
                        type -> isOfDomain(type, root) || isOfLanguage(type)))
                .because("the rules of the protocol must not change with a library or a wire format");
    }

    private static boolean isOfDomain(JavaClass type, String root) {
        return isIn(type, root + ".domain");
    }

    private static boolean isOfLanguage(JavaClass type) {
        return type.getBaseComponentType().isPrimitive()
                || isIn(
                        type.getBaseComponentType(),
                        "java.lang",
                        "java.util",
                        "java.time",
                        "java.nio.charset",
                        "java.security",
                        "javax.crypto")
                || Set.of("java.net.URI", "java.net.URISyntaxException", "java.io.OutputStream", "java.math.BigDecimal")
                        .contains(type.getName());
    }

    /** Rule 3. */
    static ArchRule packagesHaveNoCycles(String root) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new EachPackage(root))
                .should()
                .beFreeOfCycles()
                .because("what cannot be taken apart cannot be understood in parts");
    }

    private record EachPackage(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return isIn(type, root) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }

    /** Rule 4: the library is known at home only. */
    static ArchRule libraryStaysAtHome(String root, String library, String... homes) {
        String[] packages =
                Arrays.stream(homes).map(home -> root + "." + home + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .because("a library that has one home can be replaced there");
    }

    /** Rule 11. */
    static ArchRule servletsDecideNothing(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".http..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are repositories or gateways",
                        type -> isIn(type, root + ".domain", root + ".application")
                                && type.getSimpleName().matches(".*(Repository|Gateway|QueryEngine)")))
                .because("what a request may do is decided by a flow, not on the wire");
    }

    /** Rule 12. */
    static ArchRule onlyTheEgressGuardOpensSockets(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".providers.egress..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "open connections",
                        type -> Set.of(
                                        "java.net.Socket",
                                        "java.net.DatagramSocket",
                                        "java.net.URLConnection",
                                        "java.net.HttpURLConnection",
                                        "java.net.http.HttpClient",
                                        "java.nio.channels.SocketChannel",
                                        "java.nio.channels.AsynchronousSocketChannel",
                                        "javax.net.SocketFactory",
                                        "javax.net.ssl.SSLSocketFactory",
                                        "com.google.api.client.http.javanet.NetHttpTransport",
                                        "org.eclipse.jetty.io.ClientConnector")
                                .contains(type.getName())))
                .orShould()
                .callMethod("java.net.URL", "openStream")
                .orShould()
                .callMethod("java.net.URL", "getContent")
                .because("one place decides which addresses this server may reach");
    }

    static boolean isIn(JavaClass type, String... packages) {
        return Arrays.stream(packages)
                .anyMatch(name -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."));
    }
}
