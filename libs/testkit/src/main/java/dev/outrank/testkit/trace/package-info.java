/** The spans that a service has ended, for tests. */
@NullMarked
package dev.outrank.testkit.trace;

import org.jspecify.annotations.NullMarked;
