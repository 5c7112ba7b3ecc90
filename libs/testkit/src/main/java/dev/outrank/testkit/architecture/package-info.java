/**
 * The rules that every module keeps, as one suite.
 *
 * <p>A module runs it by a test class that implements {@link dev.outrank.testkit.architecture.ArchitectureContract} and names the
 * package of the module. The rules come from the house style: dependencies point one way, packages are features, and the few risky
 * APIs of the JDK stay behind one door each.
 */
@NullMarked
package dev.outrank.testkit.architecture;

import org.jspecify.annotations.NullMarked;
