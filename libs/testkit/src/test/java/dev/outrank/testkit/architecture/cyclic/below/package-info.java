/** A cycle between a package and one below it, on purpose: {@link dev.outrank.testkit.architecture.PackageCyclesTests} looks for it. */
@NullMarked
package dev.outrank.testkit.architecture.cyclic.below;

import org.jspecify.annotations.NullMarked;
