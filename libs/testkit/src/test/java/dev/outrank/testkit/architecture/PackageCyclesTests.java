package dev.outrank.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.outrank.testkit.architecture.cyclic.Above;
import dev.outrank.testkit.architecture.cyclic.below.Below;
import org.junit.jupiter.api.Test;

final class PackageCyclesTests {

    @Test
    void refusesACycleBetweenThePackageAtTheRootAndOneBelow() {
        JavaClasses circle = new ClassFileImporter().importClasses(Above.class, Below.class);

        assertThatThrownBy(() -> PackageCycles.rule().check(circle))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected")
                .hasMessageContaining("dev.outrank.testkit.architecture.cyclic.below");
    }

    @Test
    void acceptsDependenciesOfOneDirection() {
        JavaClasses line = new ClassFileImporter().importClasses(PackageCyclesTests.class, Above.class);

        assertThatCode(() -> PackageCycles.rule().check(line)).doesNotThrowAnyException();
    }
}
