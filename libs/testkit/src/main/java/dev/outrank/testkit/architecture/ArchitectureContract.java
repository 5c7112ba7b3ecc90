package dev.outrank.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The architecture suite, run by every module on its own classes.
 *
 * <p>Implemented by one test class per module; the tests are inherited.
 */
public interface ArchitectureContract {

    /** The root packages of the services, none of which may know another. */
    Set<String> SERVICES =
            Set.of("dev.outrank.gateway", "dev.outrank.ranking", "dev.outrank.embedding", "dev.outrank.config");

    /** Package names that say nothing about a feature. */
    List<String> MEANINGLESS_PACKAGES =
            List.of("..service..", "..util..", "..utils..", "..common..", "..dto..", "..impl..", "..helper..");

    /** Returns the root package of the module under test, for example {@code dev.outrank.bundle}. */
    String rootPackage();

    /** Returns whether the module is a plain library, which may use neither Spring nor Reactor. */
    default boolean isPlainLibrary() {
        return !SERVICES.contains(rootPackage());
    }

    /** Returns the packages that run services themselves, as benchmarks of whole services must; none of a service or library. */
    default List<String> packagesThatRunServices() {
        return List.of();
    }

    private String[] exempt() {
        return packagesThatRunServices().toArray(String[]::new);
    }

    private JavaClasses classes() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                // What JMH generates.
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPackages(rootPackage());
        if (classes.isEmpty()) {
            throw new AssertionError("rootPackage: " + rootPackage() + " (expected: a package with classes)");
        }
        return classes;
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes());
    }

    @Test
    default void packagesHaveNoCycles() {
        check(PackageCycles.rule());
    }

    @Test
    default void servicesDoNotKnowEachOther() {
        String[] others = SERVICES.stream()
                .filter(service -> !service.equals(rootPackage()))
                .map(service -> service + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideOutsideOfPackages(exempt())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others));
    }

    @Test
    default void internalPackagesAreClosed() {
        check(noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.outrank..internal..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage(rootPackage() + ".."))));
    }

    @Test
    default void packagesAreNamedByFeature() {
        check(noClasses().should().resideInAnyPackage(MEANINGLESS_PACKAGES.toArray(String[]::new)));
    }

    @Test
    default void librariesAreFreeOfSpringAndReactor() {
        if (isPlainLibrary()) {
            // BlockHound is an agent of tests and no part of Reactor.
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(exempt())
                    .should()
                    .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("org.springframework..", "reactor..")
                            .and(JavaClass.Predicates.resideOutsideOfPackage("reactor.blockhound.."))));
        }
    }

    @Test
    default void vectorApiStaysInSimdPackages() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..simd..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator.."));
    }

    @Test
    default void foreignMemoryStaysWhereTablesAreMapped() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.outrank.bundle..", "dev.outrank.engine..", "dev.outrank.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign.."));
    }

    @Test
    default void everyPackageIsNullMarked() {
        var unmarked = classes().stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(type -> !type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(type -> type.getName())
                .sorted()
                .toList();
        if (!unmarked.isEmpty()) {
            throw new AssertionError("packages without @NullMarked in package-info.java: " + unmarked);
        }
    }
}
