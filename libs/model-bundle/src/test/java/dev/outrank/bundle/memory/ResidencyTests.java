package dev.outrank.bundle.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResidencyTests {

    private static final String SMAPS = """
            10000-14000 rw-p 00000000 00:00 0
            Size:                 16 kB
            Rss:                  16 kB
            AnonHugePages:         8 kB
            ShmemPmdMapped:        0 kB
            FilePmdMapped:         0 kB
            VmFlags: rd wr mr mw me ac sd hg
            20000-22000 r--s 00001000 fe:00 77 /data/packed/shard-0/table-0.rows
            Rss:                   8 kB
            AnonHugePages:         0 kB
            FilePmdMapped:         4 kB
            VmFlags: rd mr me ms rr
            7f0000000000-7f0000001000 r-xp 00000000 fe:00 9 /lib/a-b.so
            Rss:                   4 kB
            AnonHugePages:         4 kB
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
            Rss:                   4 kB
            """;

    private static Residency of(AddressRange... ranges) throws IOException {
        return Residency.read(new BufferedReader(new StringReader(SMAPS)), List.of(ranges));
    }

    @Test
    void addsUpTheAreasOfItsRanges() throws IOException {
        assertThat(of(new AddressRange(0x10000, 0x14000), new AddressRange(0x20000, 0x22000)))
                .isEqualTo(new Residency(24 << 10, 12 << 10));
    }

    @Test
    void countsAnAreaInPartWhereOnlyAPartIsInside() throws IOException {
        assertThat(of(new AddressRange(0x10000, 0x11000), new AddressRange(0x13000, 0x15000)))
                .isEqualTo(new Residency(8 << 10, 4 << 10));
    }

    @Test
    void isNoneOutside() throws IOException {
        assertThat(of(new AddressRange(0x30000, 0x40000))).isEqualTo(Residency.NONE);
        assertThat(Residency.of(List.of())).isEqualTo(Residency.NONE);
    }

    @Test
    void refusesARangeThatEndsBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(2, 1));
    }
}
