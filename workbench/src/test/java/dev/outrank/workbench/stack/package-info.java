/** Tests of the local stack; {@link dev.outrank.workbench.stack.FakeService} stands for a service. */
@NullMarked
package dev.outrank.workbench.stack;

import org.jspecify.annotations.NullMarked;
