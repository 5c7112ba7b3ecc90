package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Crc32cSumTests {

    private static int crc32c(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5", "5, 0", "1, 1", "3, 13", "4096, 4097", "100000, 65536"})
    void combinesAsIfReadInOneGo(int firstBytes, int secondBytes) {
        byte[] bytes = new byte[firstBytes + secondBytes];
        new Random(42).nextBytes(bytes);

        int combined =
                Crc32cSum.combine(crc32c(bytes, 0, firstBytes), crc32c(bytes, firstBytes, bytes.length), secondBytes);

        assertThat(combined).isEqualTo(crc32c(bytes, 0, bytes.length));
    }
}
