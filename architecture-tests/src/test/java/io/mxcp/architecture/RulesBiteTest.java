package io.mxcp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule fires over code that breaks it: a misspelt package would let it pass in silence. */
class RulesBiteTest {
    private static final String ROOT = "io.mxcp.architecture.violations";
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(ROOT);

    /** A rule, and the text that must be among what it finds. */
    record Bite(ArchRule rule, List<String> found) {
        static Bite of(ArchRule rule, String... found) {
            return new Bite(rule, List.of(found));
        }

        @Override
        public String toString() {
            return String.join(", ", found);
        }
    }

    static Stream<Bite> bites() {
        return Stream.of(
                Bite.of(
                        ModuleRules.modulesPointInwards(ROOT),
                        "KnowsAnAdapter.look",
                        "KnowsAnotherAdapter",
                        "violations.mocking.Mock"),
                Bite.of(ModuleRules.domainKnowsOnlyTheLanguage(ROOT), "java.io.File", "sqlite.ThingStore"),
                Bite.of(ModuleRules.packagesHaveNoCycles(ROOT), "application.flow", "application.other"),
                Bite.of(ModuleRules.libraryStaysAtHome(ROOT, "java.sql", "sqlite", "duckdb"), "ReadsDatabases"),
                Bite.of(SecretRules.recordsHoldNoSecretAsText(ROOT), "PrintsItsToken.accessToken"),
                Bite.of(
                        SecretRules.secretsAreRevealedAtTheEdgeOnly(ROOT),
                        "RevealsSecrets.call",
                        "RevealsSecrets.reference"),
                Bite.of(SecretRules.timeIsGiven(ROOT), "currentTimeMillis", "Instant.now", "Clock.systemUTC"),
                Bite.of(SecretRules.chanceHasOneSource(ROOT), "SecureRandom", "UUID.randomUUID"),
                Bite.of(ContractRules.portsHaveContracts(ROOT, Set.of("OtherContract")), "ThingRepository"),
                Bite.of(
                        ContractRules.implementationsAreTested(
                                ROOT, List.of("class OtherStoreTest extends ThingRepositoryContract {}")),
                        "ThingStore"),
                Bite.of(CodeRules.interfacesArePortsOrSealed(ROOT), "ThingService"),
                Bite.of(CodeRules.namesSayWhatThingsAre(ROOT), "ThingServiceImpl", "application.util.Things"),
                Bite.of(CodeRules.domainStateIsFinal(ROOT), "KnowsAnAdapter.count"),
                Bite.of(CodeRules.domainHasNoSetters(ROOT), "KnowsAnAdapter.setCount"),
                Bite.of(CodeRules.domainTypesAreClosed(ROOT), "KnowsAnAdapter"),
                Bite.of(ModuleRules.servletsDecideNothing(ROOT), "DecidesItself"),
                Bite.of(ModuleRules.onlyTheEgressGuardOpensSockets(ROOT), "OpensASocket.socket", "URL.openStream"),
                Bite.of(CodeRules.nothingIsMocked(ROOT, ROOT + ".mocking"), "UsesAMock"),
                Bite.of(CodeRules.standardStreamsBelongToBootstrap(ROOT), "System.out"),
                Bite.of(CodeRules.exceptionsHaveNames(ROOT), "PrintsAndThrows"),
                Bite.of(SecretRules.refusalsQuoteNobody(ROOT), "QuotesExceptions"));
    }

    @ParameterizedTest
    @MethodSource("bites")
    void firesOverCodeThatBreaksIt(Bite bite) {
        List<String> details =
                bite.rule().evaluate(VIOLATIONS).getFailureReport().getDetails();

        assertThat(String.join("\n", details)).contains(bite.found());
    }
}
