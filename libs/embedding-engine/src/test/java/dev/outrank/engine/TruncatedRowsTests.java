package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truncates a mapped rows file under compiled kernels, in a JVM of its own, which must go on. */
final class TruncatedRowsTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"scalar, 64", "vector, 1", "vector, 13", "vector, 64", "vector, 207", "auto, 128"})
    @EnabledOnOs(OS.LINUX)
    void endsTheLookupAndNotTheProcess(String kernels, int dim) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + directory.resolve("hs_err"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TruncatedRowsProcess.class.getName(),
                        directory.resolve("model").toString(),
                        kernels,
                        Integer.toString(dim)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed)
                .contains("table-0.rows: rows of table 'a' are lost: the file has 8192 bytes")
                .contains("lost: 2000 of 2000 mapped, 0 of 2000 copied");
    }
}
