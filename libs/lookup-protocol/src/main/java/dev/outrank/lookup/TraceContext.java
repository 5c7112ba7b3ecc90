package dev.outrank.lookup;

/**
 * The place of a lookup in a trace, by W3C Trace Context: whose child its work on the shard is. Only lookups of sampled requests have one.
 *
 * @param traceIdHigh the first 16 hexadecimal digits of the trace's id
 * @param traceIdLow the other 16; not both are 0
 * @param spanId of the caller's span, not 0
 * @param flags the trace flags, 0 to 255, of which bit 0 says that the request is sampled
 */
public record TraceContext(long traceIdHigh, long traceIdLow, long spanId, int flags) {

    private static final int SAMPLED = 1;
    private static final int MAX_FLAGS = 255;

    public TraceContext {
        if (traceIdHigh == 0 && traceIdLow == 0) {
            throw new FrameException("traceId: 0 (expected: any other)");
        }
        if (spanId == 0) {
            throw new FrameException("spanId: 0 (expected: any other)");
        }
        if (flags < 0 || flags > MAX_FLAGS || (flags & SAMPLED) == 0) {
            throw new FrameException(
                    "traceFlags: " + flags + " (expected: 1 to " + MAX_FLAGS + " with bit 0, for sampled)");
        }
    }
}
