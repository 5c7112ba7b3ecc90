package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeFingerprintTests {

    @TempDir
    Path directory;

    private String jar(String name, String code, long time) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("Code.class");
            entry.setTime(time);
            zip.putNextEntry(entry);
            zip.write(code.getBytes(StandardCharsets.UTF_8));
        }
        return jar.toString();
    }

    @Test
    void isTheSameForTheSameCodeBuiltAgain() throws IOException {
        assertThat(CodeFingerprint.of(jar("a.jar", "one", 1_000_000_000_000L)))
                .isEqualTo(CodeFingerprint.of(jar("b.jar", "one", 1_700_000_000_000L)))
                .matches("[0-9a-f]{8}");
    }

    @Test
    void differsWhenTheCodeDiffers() throws IOException {
        assertThat(CodeFingerprint.of(jar("a.jar", "one", 0))).isNotEqualTo(CodeFingerprint.of(jar("b.jar", "two", 0)));
    }

    @Test
    void looksIntoDirectoriesAndAtEachPartOfTheClassPath() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(classes.resolve("Code.class"), "one");
        String jar = jar("a.jar", "one", 0);
        String before = CodeFingerprint.of(classes + File.pathSeparator + jar);
        Files.writeString(classes.resolve("Code.class"), "longer");
        assertThat(CodeFingerprint.of(classes + File.pathSeparator + jar))
                .isNotEqualTo(before)
                .isNotEqualTo(CodeFingerprint.of(classes.toString()));
    }
}
