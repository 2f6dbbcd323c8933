package io.mxcp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rule 8: a port has a contract, and whoever implements it has a test that extends the contract. */
final class ContractRules {
    /** What is opened by a port is proved by that port's contract. */
    private static final Map<String, String> PROVED_WITH = Map.of("QueryContext", "QueryEngine");

    private ContractRules() {}

    /**
     * Every port has a contract.
     *
     * @param contracts simple names of the contract classes that there are
     */
    static ArchRule portsHaveContracts(String root, Set<String> contracts) {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .and()
                .areInterfaces()
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(Conditions.be(
                        "sealed or promised by a contract",
                        type -> type.reflect().isSealed() || contracts.contains(contractOf(type))))
                .because("a promise that no test states is none");
    }

    /**
     * Every implementation of a port has a test that extends the contract.
     *
     * @param tests sources of all tests
     */
    static ArchRule implementationsAreTested(String root, Collection<String> tests) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areNotInterfaces()
                .should(Conditions.be(
                        "proved by a test that extends the contract of its port",
                        type -> portOf(type, root)
                                .map(port -> isProved(type, port, tests))
                                .orElse(true)))
                .because("a port may have any implementation that keeps its promises, and no other");
    }

    private static Optional<JavaClass> portOf(JavaClass type, String root) {
        return type.getRawInterfaces().stream()
                .filter(port -> ModuleRules.isIn(port, root + ".domain") && port.isTopLevelClass())
                .filter(port -> !port.reflect().isSealed())
                .findFirst();
    }

    private static boolean isProved(JavaClass type, JavaClass port, Collection<String> tests) {
        return PROVED_WITH.containsKey(port.getSimpleName())
                || tests.stream()
                        .anyMatch(test -> test.contains("extends " + contractOf(port))
                                && test.matches("(?s).*\\b" + type.getSimpleName() + "(Test)?\\b.*"));
    }

    private static String contractOf(JavaClass port) {
        return PROVED_WITH.getOrDefault(port.getSimpleName(), port.getSimpleName()) + "Contract";
    }
}
