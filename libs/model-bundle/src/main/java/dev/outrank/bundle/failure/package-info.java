/**
 * The one tree of failures.
 *
 * <p>A failure is in one of four categories, and the category decides everything that follows from it:
 *
 * <pre>
 *   category     whose doing              HTTP   retry elsewhere   log
 *   CALLER       the request or the file  4xx    never             debug
 *   CAPACITY     a limit was reached      429/503 after a pause    info, counted
 *   DEPENDENCY   another process          503    if unprocessed    warn
 *   INTERNAL     ours                     500    never             error, with the stack
 * </pre>
 *
 * <p>Libraries and services extend one of the four types with the failures of their feature. Messages read
 * {@code name: value (expected: constraint)} and say what to do where that is not obvious.
 */
@NullMarked
package dev.outrank.bundle.failure;

import org.jspecify.annotations.NullMarked;
