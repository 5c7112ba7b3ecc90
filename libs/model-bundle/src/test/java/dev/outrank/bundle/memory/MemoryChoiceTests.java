package dev.outrank.bundle.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrank.bundle.failure.CapacityException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MemoryChoiceTests {

    private static final Path SHARD = Path.of("packed/shard-0");

    private static MemoryFacts facts(long bytes, HugePages hugePages) {
        return new MemoryFacts(bytes, OptionalLong.of(1000), 100, hugePages, OptionalDouble.empty());
    }

    private static MemoryChoice choose(MemoryMode mode, MemoryFacts facts) {
        return MemoryChoice.of(SHARD, mode, facts);
    }

    @ParameterizedTest
    @EnumSource(HugePages.class)
    void mapsWhatIsForcedToBeMapped(HugePages hugePages) {
        assertThat(choose(MemoryMode.MAPPED, facts(1, hugePages))).isEqualTo(new MemoryChoice(false, "forced"));
        assertThat(choose(MemoryMode.MAPPED, facts(5000, hugePages)).copied()).isFalse();
    }

    @Test
    void copiesWhatIsForcedToBeCopiedAndFits() {
        assertThat(choose(MemoryMode.COPIED, facts(900, HugePages.NEVER)))
                .isEqualTo(new MemoryChoice(true, "forced; huge pages: never"));
    }

    @Test
    void refusesAForcedCopyThatDoesNotFit() {
        assertThatExceptionOfType(CapacityException.class)
                .isThrownBy(() -> choose(MemoryMode.COPIED, facts(901, HugePages.ALWAYS)))
                .withMessage("packed/shard-0: rows to be copied: 901 bytes, 1000 available, 100 of them in reserve"
                        + " (expected: bytes and reserve within what is available; free memory, raise the container's"
                        + " limit, lower -Xmx, pack into more shards, or let memory be 'auto' or 'mapped')");
    }

    @Test
    void triesAForcedCopyWhereTheSystemDoesNotTellWhatIsAvailable() {
        MemoryFacts unknown = new MemoryFacts(900, OptionalLong.empty(), 100, HugePages.ABSENT, OptionalDouble.empty());
        assertThat(choose(MemoryMode.COPIED, unknown).copied()).isTrue();
        assertThat(choose(MemoryMode.AUTO, unknown))
                .isEqualTo(new MemoryChoice(false, "this system does not tell how much memory is available"));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "900, true", "901, false", "9223372036854775807, false"})
    void copiesWhatFitsBesideTheReserve(long bytes, boolean copied) {
        assertThat(choose(MemoryMode.AUTO, facts(bytes, HugePages.MADVISE)).copied())
                .isEqualTo(copied);
    }

    @Test
    void saysWhy() {
        assertThat(choose(MemoryMode.AUTO, facts(0, HugePages.MADVISE)).reason())
                .isEqualTo("no rows");
        assertThat(choose(MemoryMode.AUTO, facts(900, HugePages.MADVISE)).reason())
                .isEqualTo("a copy fits: 900 bytes, 1000 available, 100 of them in reserve; huge pages: madvise");
        assertThat(choose(MemoryMode.AUTO, facts(950, HugePages.MADVISE)).reason())
                .isEqualTo("a copy does not fit: 950 bytes, 1000 available, 100 of them in reserve");
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS, 1.0, true",
        "MADVISE, 1.0, true",
        "NEVER, 0.0, true",
        "NEVER, 0.49, true",
        "NEVER, 0.5, false",
        "ABSENT, 0.9, false"
    })
    void keepsAMappingInHugePagesWhereACopyGetsNone(HugePages hugePages, double share, boolean copied) {
        MemoryChoice choice = choose(MemoryMode.AUTO, facts(500, hugePages).withMappedHugeShare(share));

        assertThat(choice.copied()).isEqualTo(copied);
        if (!copied) {
            assertThat(choice.reason())
                    .isEqualTo("the kernel backs " + Math.round(share * 100)
                            + " % of the mapping by huge pages, but a copy by none");
        }
    }

    @Test
    void looksAtAMappingOnlyWhereThatDecides() {
        assertThat(MemoryChoice.asksForMappedHugeShare(MemoryMode.AUTO, facts(500, HugePages.NEVER)))
                .isTrue();
        assertThat(MemoryChoice.asksForMappedHugeShare(MemoryMode.AUTO, facts(500, HugePages.ALWAYS)))
                .isFalse();
        assertThat(MemoryChoice.asksForMappedHugeShare(MemoryMode.AUTO, facts(5000, HugePages.NEVER)))
                .isFalse();
        assertThat(MemoryChoice.asksForMappedHugeShare(MemoryMode.COPIED, facts(500, HugePages.NEVER)))
                .isFalse();
    }

    @Test
    void refusesNegativeSizes() {
        assertThatIllegalArgumentException().isThrownBy(() -> facts(-1, HugePages.NEVER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryFacts(1, OptionalLong.of(1), -1, HugePages.NEVER, OptionalDouble.empty()));
    }
}
