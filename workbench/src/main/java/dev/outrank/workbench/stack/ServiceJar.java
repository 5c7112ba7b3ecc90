package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A service as the build packaged it.
 *
 * @param kind which
 * @param path the runnable jar in the module's {@code target}
 * @param key changes with each build and with the JDK; fit for a file name
 */
record ServiceJar(ServiceKind kind, Path path, String key) {

    /**
     * Finds the jar.
     *
     * @throws CallerException if the module is not built
     */
    static ServiceJar find(Path root, ServiceKind kind) {
        Path target = root.resolve(kind.module()).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, kind.module() + "-*-exec.jar")) {
                for (Path jar : jars) {
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
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((int) Files.size(jar))
                + hex.toHexDigits(Files.getLastModifiedTime(jar).toMillis())
                + hex.toHexDigits(Runtime.version().toString().hashCode());
    }
}
