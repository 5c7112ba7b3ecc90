package dev.outrank.bundle.memory;

import dev.outrank.bundle.failure.CapacityException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether the rows of a shard are copied or mapped, as a pure function of what is asked for and what there is.
 *
 * @param copied whether they are copied
 * @param reason why, for the log
 */
public record MemoryChoice(boolean copied, String reason) {

    /**
     * From this share on a mapping counts as backed by huge pages; by judgement: files of some MiB never reach 1, and huge pages make a
     * lookup 1.35 to 2.2 times as fast, so that half of them outweighs what copies gain otherwise.
     */
    private static final double HUGE_MAPPING = 0.5;

    /**
     * Returns the choice for one shard.
     *
     * @param shard its directory, for the refusal
     * @throws CapacityException if copies are asked for and do not fit
     */
    public static MemoryChoice of(Path shard, MemoryMode mode, MemoryFacts facts) {
        return switch (mode) {
            case MAPPED -> new MemoryChoice(false, "forced");
            case COPIED -> forcedCopy(shard, facts);
            case AUTO -> automatic(facts);
        };
    }

    private static MemoryChoice forcedCopy(Path shard, MemoryFacts facts) {
        if (facts.availableBytes().isPresent()) {
            requireFits(shard, "copied", facts, "let memory be 'auto' or 'mapped'");
        }
        return new MemoryChoice(true, "forced; " + hugePages(facts.hugePages()));
    }

    private static MemoryChoice automatic(MemoryFacts facts) {
        if (facts.bytes() == 0) {
            return new MemoryChoice(false, "no rows");
        }
        if (facts.availableBytes().isEmpty()) {
            return new MemoryChoice(false, "this system does not tell how much memory is available");
        }
        if (!facts.fits()) {
            return new MemoryChoice(false, "a copy does not fit: " + facts.sizes());
        }
        double share = facts.mappedHugeShare().orElse(0);
        if (!facts.hugePages().forCopies() && share >= HUGE_MAPPING) {
            return new MemoryChoice(
                    false,
                    "the kernel backs " + Math.round(share * 100)
                            + " % of the mapping by huge pages, but a copy by none");
        }
        return new MemoryChoice(true, "a copy fits: " + facts.sizes() + "; " + hugePages(facts.hugePages()));
    }

    /** Returns whether the choice may hang on how the kernel backs a mapping, which only a mapping that was read can tell. */
    public static boolean asksForMappedHugeShare(MemoryMode mode, MemoryFacts facts) {
        return mode == MemoryMode.AUTO && facts.fits() && !facts.hugePages().forCopies();
    }

    /**
     * Refuses to pin more than there is.
     *
     * @param how {@code copied} or {@code locked}
     * @param instead what else to do
     */
    public static void requireFits(Path shard, String how, MemoryFacts facts, String instead) {
        if (!facts.fits()) {
            throw new CapacityException(shard + ": rows to be " + how + ": " + facts.sizes()
                    + " (expected: bytes and reserve within what is available; free memory, raise the container's"
                    + " limit, lower -Xmx, pack into more shards, or " + instead + ")");
        }
    }

    private static String hugePages(HugePages hugePages) {
        return "huge pages: " + hugePages.name().toLowerCase(Locale.ROOT);
    }
}
