package dev.outrank.testkit.architecture.cyclic.below;

import dev.outrank.testkit.architecture.cyclic.Above;

/** Knows the package above. */
public interface Below {

    /** Returns the other half of the circle. */
    Above above();
}
