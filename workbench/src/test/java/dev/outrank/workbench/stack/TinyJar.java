package dev.outrank.workbench.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars with one entry, of the same time each, as reproducible builds make them. */
final class TinyJar {

    private TinyJar() {}

    static Path write(Path jar, String code) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("Code.class");
            entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
            zip.putNextEntry(entry);
            zip.write(code.getBytes(StandardCharsets.UTF_8));
        }
        return Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    }
}
