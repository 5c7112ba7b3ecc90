package dev.outrank.testkit.fault;

import java.io.IOException;
import java.io.Serial;

/** A connection has got as much as its {@link Fault.Reset} lets pass. */
final class ResetFault extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    ResetFault() {
        super("reset (expected: by the fault)");
    }
}
