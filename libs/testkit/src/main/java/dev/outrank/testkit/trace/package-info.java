/** What services end of spans, for the tests that look at them. */
@NullMarked
package dev.outrank.testkit.trace;

import org.jspecify.annotations.NullMarked;
