/**
 * The commands of people who ship models: what they serve next, and what served before.
 *
 * <pre>
 *   publish ──► PackageCheck, GoldenCheck ──► registered ──► loaded by all ──► READY ──► active
 *   rollout ──► a READY version takes requests over in steps, watched by the registry
 *   rollback ─► the version before answers again, everywhere
 *   retire ───► a version is given up for good
 *   unpin ────► the traffic of a model may be changed again
 *   history ──► who did what when and why
 * </pre>
 *
 * <p>The registry does the work and keeps the truth: these commands ask, wait and tell, and may be interrupted at any time. For people: {@code docs/release.md}.
 */
@NullMarked
package dev.outrank.workbench.release;

import org.jspecify.annotations.NullMarked;
