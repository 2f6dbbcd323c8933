package io.mxcp.architecture;

import static io.mxcp.architecture.Code.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the design, over the whole product. {@link RulesBiteTest} shows that each of them can fail. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = Code.ofProduct();
    private static final List<String> TESTS = Code.testSources();

    /** A library and the packages that may know it. */
    record Home(String library, List<String> packages) {
        static Home of(String library, String... packages) {
            return new Home(library, List.of(packages));
        }
    }

    static List<Home> homes() {
        return List.of(
                Home.of("jakarta.servlet", "http", "bootstrap"),
                Home.of("org.eclipse.jetty", "bootstrap", "providers.egress"),
                Home.of("org.eclipse.jetty.client", "providers.egress"),
                Home.of("com.google.api.client", "providers"),
                Home.of("com.nimbusds", "providers"),
                Home.of("org.jdbi", "sqlite"),
                Home.of("org.sqlite", "sqlite"),
                Home.of("org.duckdb", "duckdb"),
                Home.of("org.snakeyaml", "bootstrap.config"),
                Home.of("java.sql", "sqlite", "duckdb"),
                Home.of("picocli", "bootstrap"),
                Home.of("com.hubspot", "bootstrap"),
                Home.of("ch.qos.logback", "bootstrap"));
    }

    @Test
    void rule01ModulesPointInwards() {
        check(ModuleRules.modulesPointInwards(ROOT));
    }

    @Test
    void rule02DomainKnowsOnlyTheLanguage() {
        check(ModuleRules.domainKnowsOnlyTheLanguage(ROOT));
    }

    @Test
    void rule03PackagesHaveNoCycles() {
        check(ModuleRules.packagesHaveNoCycles(ROOT));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void rule04EachLibraryHasOneHome(Home home) {
        check(ModuleRules.libraryStaysAtHome(
                ROOT, home.library(), home.packages().toArray(String[]::new)));
        assertThat(isUsedAt(home))
                .as("a library that nobody uses at home is misspelt: " + home.library())
                .isTrue();
    }

    private static boolean isUsedAt(Home home) {
        return PRODUCT.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .anyMatch(dependency -> ModuleRules.isIn(dependency.getTargetClass(), home.library()));
    }

    @Test
    void rule05RecordsHoldNoSecretAsText() {
        check(SecretRules.recordsHoldNoSecretAsText(ROOT));
    }

    @Test
    void rule06SecretsAreRevealedAtTheEdgeOnly() {
        check(SecretRules.secretsAreRevealedAtTheEdgeOnly(ROOT));
    }

    @Test
    void rule07TimeAndChanceAreGiven() {
        check(SecretRules.timeIsGiven(ROOT));
        check(SecretRules.chanceHasOneSource(ROOT));
    }

    @Test
    void rule08PortsHaveContractsAndImplementationsKeepThem() {
        check(ContractRules.portsHaveContracts(ROOT, Code.contracts()));
        check(ContractRules.implementationsAreTested(ROOT, TESTS));
    }

    @Test
    void rule09InterfacesArePortsOrSealed() {
        check(CodeRules.interfacesArePortsOrSealed(ROOT));
        check(CodeRules.namesSayWhatThingsAre(ROOT));
    }

    @Test
    void rule10DomainIsImmutableAndClosed() {
        check(CodeRules.domainStateIsFinal(ROOT));
        check(CodeRules.domainHasNoSetters(ROOT));
        check(CodeRules.domainTypesAreClosed(ROOT));
    }

    @Test
    void rule11ServletsDecideNothing() {
        check(ModuleRules.servletsDecideNothing(ROOT));
    }

    @Test
    void rule12OnlyTheEgressGuardOpensSockets() {
        check(ModuleRules.onlyTheEgressGuardOpensSockets(ROOT));
    }

    @Test
    void rule13NothingIsMockedPrintedOrThrownNameless() {
        check(CodeRules.nothingIsMocked(ROOT, "org.mockito", "org.easymock", "org.powermock", "mockit"));
        check(CodeRules.standardStreamsBelongToBootstrap(ROOT));
        check(CodeRules.exceptionsHaveNames(ROOT));
        assertThat(TESTS).noneMatch(test -> test.contains("import org." + "mockito"));
    }

    @Test
    void rule14RefusalsQuoteNobody() {
        check(SecretRules.refusalsQuoteNobody(ROOT));
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT);
    }
}
