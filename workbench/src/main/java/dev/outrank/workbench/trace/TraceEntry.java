package dev.outrank.workbench.trace;

import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.OptionalLong;

/**
 * A request of a trace.
 *
 * @param line where it stands, from 1
 * @param arrivalNanos since the trace's begin; empty in traffic that was recorded without
 * @param request the request itself
 */
public record TraceEntry(long line, OptionalLong arrivalNanos, GeneratedRequest request) {}
