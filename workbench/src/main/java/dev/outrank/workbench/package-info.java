/**
 * The {@code outrank} command.
 *
 * <p>{@link dev.outrank.workbench.Outrank} is the root of the commands; each feature brings its own in a package of its own. Exit codes:
 *
 * <pre>
 *   0  done
 *   1  refused or failed; one line on standard error says why
 *   2  the command line is wrong
 * </pre>
 *
 * <p>Commands write to the streams of {@link picocli.CommandLine}, never to those of the JVM, so that a test reads what a person would.
 */
@NullMarked
package dev.outrank.workbench;

import org.jspecify.annotations.NullMarked;
