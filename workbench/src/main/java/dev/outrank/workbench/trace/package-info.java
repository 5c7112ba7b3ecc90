/**
 * Traces: ranking requests one after another, each with the time of its arrival ({@code docs/format/trace.md}).
 *
 * <pre>
 *   generate-trace ─▶ TraceWriter ─▶ trace.ndjson.zst ─▶ TraceReader ─▶ profile
 * </pre>
 *
 * <p>A reader holds one request at a time. {@link dev.outrank.workbench.trace.TraceReader} also takes recorded bodies of the rank API, in rows or
 * columns, and golden requests.
 */
@NullMarked
package dev.outrank.workbench.trace;

import org.jspecify.annotations.NullMarked;
