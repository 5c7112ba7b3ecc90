package dev.outrank.bundle.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HugePagesTests {

    @TempDir
    Path settings;

    @ParameterizedTest
    @CsvSource({
        "[always] madvise never, ALWAYS, true",
        "always [madvise] never, MADVISE, true",
        "always madvise [never], NEVER, false",
        "nonsense, ABSENT, false"
    })
    void readsTheSettingOfAllSizes(String words, HugePages expected, boolean forCopies) throws IOException {
        Files.writeString(settings.resolve("enabled"), words + "\n");

        assertThat(HugePages.in(settings)).isEqualTo(expected);
        assertThat(expected.forCopies()).isEqualTo(forCopies);
    }

    @ParameterizedTest
    @CsvSource({"always [inherit] madvise never, MADVISE", "always inherit madvise [never], NEVER"})
    void prefersTheSettingOfItsSize(String words, HugePages expected) throws IOException {
        Files.writeString(settings.resolve("enabled"), "always [madvise] never\n");
        Files.createDirectory(settings.resolve("hugepages-2048kB"));
        Files.writeString(settings.resolve("hugepages-2048kB/enabled"), words + "\n");

        assertThat(HugePages.in(settings)).isEqualTo(expected);
    }

    @Test
    void areAbsentWhereTheKernelDoesNotKnowThem() {
        assertThat(HugePages.in(settings)).isEqualTo(HugePages.ABSENT);
    }
}
