package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A service as the build packaged it.
 *
 * @param kind which
 * @param path the runnable jar in the module's {@code target}
 * @param key changes with the jar's content and with the JDK; fit for a file name
 */
record ServiceJar(ServiceKind kind, Path path, String key) {

    /**
     * Finds the jar.
     *
     * @throws CallerException if the module is not built, or in several versions
     */
    static ServiceJar find(Path root, ServiceKind kind) {
        Path target = root.resolve(kind.module()).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, kind.module() + "-*-exec.jar")) {
                List<Path> found = new ArrayList<>();
                jars.forEach(found::add);
                if (found.size() > 1) {
                    throw new CallerException(target + ": "
                            + found.stream().map(Path::getFileName).sorted().toList()
                            + " (expected: the jar of one version; delete those of others, or mvn clean)");
                }
                for (Path jar : found) {
                    return new ServiceJar(kind, jar, kind.module() + "-" + key(jar));
                }
            } catch (IOException e) {
                throw new InternalException(target + ": " + e + " (expected: a readable directory)", e);
            }
        }
        throw new CallerException(target + ": no " + kind.module()
                + "-*-exec.jar (expected: the packaged service; ./outrank builds it, or mvn package)");
    }

    private static String key(Path jar) throws IOException {
        // Not the time of the file: reproducible builds give it the same one each time.
        return CodeFingerprint.ofJar(jar)
                + HexFormat.of().toHexDigits(Runtime.version().toString().hashCode());
    }
}
