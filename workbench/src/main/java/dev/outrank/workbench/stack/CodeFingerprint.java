package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Tells one build of this program from another, so that files made by other code are not taken for those that this code would make.
 * Equal code gives equal fingerprints, also when it was built anew.
 */
public final class CodeFingerprint {

    private static final String CURRENT = of(System.getProperty("java.class.path", ""));

    private CodeFingerprint() {}

    /** Returns the fingerprint of the running program, fit for a file name. */
    public static String current() {
        return CURRENT;
    }

    /** Returns the fingerprint of a class path: of names and checksums in jars, of names, sizes and times in directories. */
    static String of(String classPath) {
        CRC32C digest = new CRC32C();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(element);
            try {
                if (Files.isRegularFile(path)) {
                    addJar(digest, path);
                } else if (Files.isDirectory(path)) {
                    addDirectory(digest, path);
                }
            } catch (IOException e) {
                throw new InternalException(path + ": " + e + " (expected: a readable part of the class path)", e);
            }
        }
        return text(digest);
    }

    /** Returns the fingerprint of one jar: of the names and checksums in it. */
    static String ofJar(Path jar) throws IOException {
        CRC32C digest = new CRC32C();
        addJar(digest, jar);
        return text(digest);
    }

    private static String text(CRC32C digest) {
        return "%08x".formatted(digest.getValue());
    }

    private static void addJar(CRC32C digest, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
            entries.forEach(entry -> add(digest, entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc()));
        }
    }

    private static void addDirectory(CRC32C digest, Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                add(
                        digest,
                        directory.relativize(file).toString()
                                + ' '
                                + Files.size(file)
                                + ' '
                                + Files.getLastModifiedTime(file).toMillis());
            }
        }
    }

    private static void add(CRC32C digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
}
