package dev.outrank.bundle.memory;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a {@link MemoryChoice} rests on.
 *
 * @param bytes of the shard's rows
 * @param availableBytes what the process can still take; empty where the system does not say
 * @param reserveBytes what must be left of that
 * @param hugePages when anonymous memory gets huge pages
 * @param mappedHugeShare the share of a mapping of these files that the kernel backs by huge pages, 0 to 1; empty where nobody looked
 */
public record MemoryFacts(
        long bytes,
        OptionalLong availableBytes,
        long reserveBytes,
        HugePages hugePages,
        OptionalDouble mappedHugeShare) {

    public MemoryFacts {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: not negative)");
        }
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("reserveBytes: " + reserveBytes + " (expected: not negative)");
        }
    }

    /** Returns the facts of this process and moment, without a look at the mapping. */
    public static MemoryFacts ofThisMoment(long bytes) {
        OptionalLong available = AvailableMemory.ofThisProcess().bytes();
        long reserve = AvailableMemory.reserveBytes(available.orElse(0), AvailableMemory.heapToComeBytes());
        return new MemoryFacts(bytes, available, reserve, HugePages.ofThisMachine(), OptionalDouble.empty());
    }

    /** Returns these facts and what a mapping showed. */
    public MemoryFacts withMappedHugeShare(double share) {
        return new MemoryFacts(bytes, availableBytes, reserveBytes, hugePages, OptionalDouble.of(share));
    }

    /** Returns whether so many bytes can be taken beside the reserve; false where nobody knows. */
    boolean fits() {
        return availableBytes.isPresent() && bytes <= availableBytes.getAsLong() - reserveBytes;
    }

    String sizes() {
        String available = availableBytes.isPresent() ? availableBytes.getAsLong() + " available" : "unknown available";
        return bytes + " bytes, " + available + ", " + reserveBytes + " of them in reserve";
    }
}
